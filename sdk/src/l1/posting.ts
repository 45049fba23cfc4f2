import { decodeFunctionData, parseAbi, type PublicClient } from "viem";
import { concat, fromHex, type Hex } from "../primitives/bytes.js";
import { keccakHex } from "../primitives/hash.js";
import type { Checks } from "../checks.js";
import { digestOf, type SigningDomain } from "../protocol/eip712.js";
import type { BatchHeader, ExecutionStatement } from "../protocol/objects.js";
import type { Life, Trust } from "../receipt/document.js";
import { domainOf } from "../receipt/trust.js";
import { ROLLUP_ABI } from "./contracts.js";

/** The calls that carry batches and their data (`spec/protocol.md` §7). */
export const POSTING_ABI = parseAbi([
  "struct BatchHeader { uint64 rollupId; uint64 generation; uint64 number; bytes32 parentHash; uint64 firstSeq; uint64 seqCount; uint32 txCount; bytes32 cutRoot; bytes32 arrivalRoot; bytes32 orderRoot; uint8 beaconKind; bytes32 seed; bytes32 policyHash; uint64 sealedAtMillis; uint64 forcedThrough; uint64 depositsThrough; uint64 l1OriginNumber; bytes32 l1OriginHash; }",
  "struct ExecutionStatement { uint64 rollupId; uint64 generation; uint64 number; bytes32 batchHash; bytes32 l2BlockHash; bytes32 stateRoot; bytes32 receiptsRoot; bytes32 outcomesRoot; uint64 gasUsed; }",
  "struct PostedBatch { BatchHeader header; bytes headerSignature; bytes beaconSignature; ExecutionStatement statement; bytes statementSignature; bytes32[] dataHashes; bytes dataSignature; }",
  "struct ParentBatch { BatchHeader header; bytes32 executionHash; bytes32 dataHash; uint64 postedAt; uint64 challengeWindow; }",
  "function postBatches(ParentBatch parent, PostedBatch[] batches)",
  "function postData(bytes chunk)",
  "event DataPosted(bytes32 indexed chunkHash, address indexed poster, uint256 length)",
]);

/** A batch as it stands in the input of the transaction that posted it. */
export interface PostedBatch {
  readonly header: BatchHeader;
  readonly beaconSignature: Hex;
  readonly statement: ExecutionStatement;
  readonly dataHashes: readonly Hex[];
}

/** Reads a batch from the input of its posting transaction. @returns undefined when the input posts no batch of this hash */
export function postedIn(input: Hex, domain: SigningDomain, batchHash: Hex): PostedBatch | undefined {
  try {
    const { functionName, args } = decodeFunctionData({ abi: POSTING_ABI, data: input });
    return functionName === "postBatches"
      ? args[1].find(({ header }) => digestOf(domain, "BatchHeader", header) === batchHash)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Compares a life of a receipt with what the posting transaction's input says. */
export async function checkPosting(l1: PublicClient, trust: Trust, life: Life, path: string, checks: Checks): Promise<void> {
  const post = life.post!;
  const domain = domainOf(trust);
  const { input } = await l1.getTransaction({ hash: post.l1.transactionHash });
  const posted = postedIn(input, domain, digestOf(domain, "BatchHeader", life.header));
  if (posted === undefined) {
    checks.fail(
      `${path}.header`,
      `expected the input of L1 transaction ${post.l1.transactionHash} to post a batch with this header, found none`,
    );
    return;
  }
  checks.that(`${path}.header`, true, "the posting transaction's input has this header");
  checks.same(`${path}.beaconSignature`, "the input has this beacon signature", posted.beaconSignature, life.beaconSignature);
  const said = life.statement ? digestOf(domain, "ExecutionStatement", life.statement) : "none";
  checks.same(
    `${path}.statement`,
    "the input has this statement",
    digestOf(domain, "ExecutionStatement", posted.statement),
    said,
  );
  checks.same(`${path}.post.dataHashes`, "the input names these chunks", posted.dataHashes.join(), post.dataHashes.join());
}

/** The data of a posted batch, its chunks read from the inputs of L1 transactions. @returns undefined while the batch is not posted */
export async function dataOnL1(l1: PublicClient, trust: Trust, header: BatchHeader): Promise<Uint8Array | undefined> {
  const address = trust.domain.rollup;
  const from = { fromBlock: trust.deploymentBlock, strict: true } as const;
  const batchHash = digestOf(domainOf(trust), "BatchHeader", header);
  const args = { number: header.number, generation: header.generation, batchHash };
  const events = await l1.getContractEvents({ address, abi: ROLLUP_ABI, eventName: "BatchPosted", args, ...from });
  const post = events.at(-1);
  if (post === undefined) {
    return undefined;
  }
  const { input } = await l1.getTransaction({ hash: post.transactionHash });
  const posted = postedIn(input, domainOf(trust), batchHash);
  const chunks: Uint8Array[] = [];
  for (const chunkHash of posted?.dataHashes ?? []) {
    const found = await l1.getContractEvents({
      address,
      abi: POSTING_ABI,
      eventName: "DataPosted",
      args: { chunkHash },
      ...from,
    });
    const transaction = found[0] && (await l1.getTransaction({ hash: found[0].transactionHash }));
    const call = transaction && decodeFunctionData({ abi: POSTING_ABI, data: transaction.input });
    if (call?.functionName !== "postData" || keccakHex(fromHex(call.args[0])) !== chunkHash) {
      throw new Error(`expected chunk ${chunkHash} of batch ${header.number} in the input of an L1 transaction, found none`);
    }
    chunks.push(fromHex(call.args[0]));
  }
  return chunks.length === 0 ? undefined : concat(...chunks);
}
