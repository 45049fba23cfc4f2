import { fromHex, type Hex } from "./primitives/bytes.js";
import { Checks, type Report } from "./checks.js";
import { signerOf } from "./protocol/eip712.js";
import { INCLUSION_PROMISE } from "./protocol/objects.js";
import { decodeTransaction } from "./protocol/transactions.js";
import { bytes, FormError, members, object, parseJson, signature } from "./receipt/json.js";
import { domainOf, orderKeyAtTime } from "./receipt/trust.js";
import { readTrustFile } from "./receipt/verify.js";

const readPromise = object({ promise: members(INCLUSION_PROMISE), signature });
const readPromiseWithRaw = object({ promise: members(INCLUSION_PROMISE), signature, rawTx: bytes });

/**
 * Verifies a promise as a wallet holds it: `{ promise, signature }`, with `rawTx` if the transaction is at hand.
 *
 * @param document the promise, as JSON text or parsed
 * @param trust a trust file, as JSON text or parsed
 * @param raw the transaction that was sent, if it is not in the document
 */
export function verifyPromise(document: unknown, trust: unknown, raw?: Hex): Report {
  const given = readTrustFile(trust);
  const checks = new Checks();
  try {
    const value = typeof document === "string" ? parseJson(document) : document;
    const hasRaw = typeof value === "object" && value !== null && "rawTx" in value;
    const read: { promise: ReturnType<typeof readPromise>["promise"]; signature: Hex; rawTx?: Hex } = (
      hasRaw ? readPromiseWithRaw : readPromise
    )(value, "");
    const { promise } = read;
    checks.same("promise.rollupId", "the promise is of the trusted rollup", given.domain.rollupId, promise.rollupId);
    const key = orderKeyAtTime(given, promise.receivedAtMillis) ?? "no key";
    const signer = signerOf(domainOf(given), "InclusionPromise", promise, read.signature) ?? "no valid signature";
    checks.same("signature", "the promise is signed by the order key of its time", key, signer);
    const transaction = read.rawTx ?? raw;
    if (transaction === undefined) {
      checks.skip("promise.txHash", "whether the promise is of your transaction: give its raw bytes");
    } else {
      checkTransaction(checks, fromHex(transaction), promise);
    }
  } catch (failure) {
    if (!(failure instanceof FormError)) {
      throw failure;
    }
    checks.fail(failure.part || "document", failure.message);
  }
  return checks.report();
}

function checkTransaction(
  checks: Checks,
  raw: Uint8Array,
  promise: { rollupId: bigint; txHash: Hex; sender: Hex; nonce: bigint },
): void {
  const decoded = decodeTransaction(raw, promise.rollupId);
  if (!decoded.ok) {
    checks.fail("rawTx", `expected a transaction of the rollup, found bytes that are ${decoded.reason}`);
    return;
  }
  checks.same("promise.txHash", "the promise is of this transaction", decoded.transaction.hash, promise.txHash);
  checks.same("promise.sender", "the promise names its sender", decoded.transaction.sender, promise.sender);
  checks.same("promise.nonce", "the promise names its nonce", decoded.transaction.nonce, promise.nonce);
}
