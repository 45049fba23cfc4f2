import { fromHex } from "../primitives/bytes.js";
import { decodeWords } from "../primitives/words.js";
import { digestOf, signerOf } from "../protocol/eip712.js";
import { OUTCOME_LEAF, type OrderLeaf } from "../protocol/objects.js";
import { OUTCOME, outcomeWord } from "../protocol/outcomes.js";
import { dataHashOf } from "../protocol/policy.js";
import type { Context } from "./arrival.js";
import type { Life } from "./document.js";
import { checkProof } from "./proofs.js";
import { domainOf, orderKeyAt } from "./trust.js";

/** Checks statement, outcome, post, finality and rollback of a life (`spec/receipts.md` §5, 6 and 7). */
export function checkExecution(context: Context, life: Life, order: OrderLeaf | undefined, path: string): void {
  const { checks, trust } = context;
  const domain = domainOf(trust);
  const { header, statement } = life;
  const batchHash = digestOf(domain, "BatchHeader", header);
  if (statement !== null) {
    const key = orderKeyAt(trust, header.l1OriginNumber) ?? "no key";
    for (const [name, value] of Object.entries({
      rollupId: header.rollupId,
      generation: header.generation,
      number: header.number,
      batchHash,
    })) {
      checks.same(`${path}.statement.${name}`, `the statement's ${name} is the batch's`, value, statement[name as "number"]);
    }
    const signer = life.statementSignature && signerOf(domain, "ExecutionStatement", statement, life.statementSignature);
    checks.same(`${path}.statementSignature`, "the statement is signed by the order key", key, signer ?? "no valid signature");
    checkOutcome(context, life, order, path);
  } else if (life.statementSignature !== null || life.outcome !== null || life.post !== null || life.finality !== null) {
    checks.fail(`${path}.statement`, "expected a statement before its signature, outcome, post or finality");
  }
  if (life.post !== null && statement !== null) {
    const { commitment, dataHashes } = life.post;
    const about = `${path}.post.commitment`;
    checks.same(`${about}.batchHash`, "what was posted names this header", batchHash, commitment.batchHash);
    checks.same(
      `${about}.executionHash`,
      "what was posted names this statement",
      digestOf(domain, "ExecutionStatement", statement),
      commitment.executionHash,
    );
    checks.same(
      `${about}.dataHash`,
      "the data's hash follows from its chunks' hashes",
      dataHashOf(dataHashes),
      commitment.dataHash,
    );
    checks.that(`${path}.post.dataHashes`, dataHashes.length > 0, "the data has at least one chunk");
  } else if (life.finality !== null) {
    checks.fail(`${path}.post`, "expected a post before finality");
  }
  if (life.voided !== null) {
    const { anchorNumber, newGeneration } = life.voided;
    checks.that(`${path}.voided.newGeneration`, newGeneration > life.generation, "the rollback began a later generation");
    checks.that(`${path}.voided.anchorNumber`, anchorNumber < life.number, "the rollback's anchor is an earlier batch");
    checks.that(
      `${path}.finality`,
      life.finality === null,
      "no final batch was voided",
      "a batch that was voided cannot be final",
    );
  }
}

function checkOutcome(context: Context, life: Life, order: OrderLeaf | undefined, path: string): void {
  const { checks } = context;
  if (order === undefined) {
    checks.that(
      `${path}.outcome`,
      life.outcome === null,
      "without a position there is no outcome",
      "an outcome without a position",
    );
    return;
  }
  const found = life.outcome && decodeWords(OUTCOME_LEAF, fromHex(life.outcome.leaf));
  const expected = {
    position: order.position,
    txHash: context.txHash,
    outcome: found?.outcome ?? 0,
    gasUsed: found?.gasUsed ?? 0n,
  };
  const { txCount } = life.header;
  const leaf = fromHex(life.outcome?.leaf ?? "0x");
  checkProof(
    context,
    life.outcome,
    leaf,
    OUTCOME_LEAF,
    BigInt(order.position),
    BigInt(txCount),
    life.statement!.outcomesRoot,
    `${path}.outcome`,
  );
  if (found) {
    checks.same(
      `${path}.outcome.leaf`,
      `the outcome is this transaction's: it ${outcomeWord(found.outcome)}`,
      expected.txHash,
      found.txHash,
    );
    checks.same(`${path}.outcome.leaf`, "the outcome is of the transaction's position", order.position, found.position);
    const isKnown = found.outcome >= OUTCOME.SUCCEEDED && found.outcome <= OUTCOME.SKIPPED;
    checks.that(
      `${path}.outcome.leaf`,
      isKnown && (found.outcome !== OUTCOME.SKIPPED || found.gasUsed === 0n),
      "a known outcome, without gas if skipped",
    );
  }
}
