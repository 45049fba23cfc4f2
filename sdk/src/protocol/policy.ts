import { fromHex, type Hex } from "../primitives/bytes.js";
import { keccakHex } from "../primitives/hash.js";
import { decodeWords, encodeWords } from "../primitives/words.js";
import { COMMITMENT, POLICY, type Commitment, type Policy } from "./objects.js";

/** `ordering` of a policy. */
export const ORDERING = { SHUFFLE: 1, FIFO: 2 } as const;

/** `keccak256(abi.encode(Policy))`. */
export function policyHash(policy: Policy): Hex {
  return keccakHex(encodeWords(POLICY, policy));
}

/** Thirteen words as a policy, undefined when they are none. */
export function decodePolicy(bytes: Uint8Array): Policy | undefined {
  return decodeWords(POLICY, bytes);
}

/** True when bit `kind` of a policy's bit set is there. */
export function allows(bits: number, kind: number): boolean {
  return kind < 8 && ((bits >> kind) & 1) === 1;
}

/** What `Rollup` keeps of a batch: `keccak256(abi.encode(Commitment))`. */
export function commitmentHash(commitment: Commitment): Hex {
  return keccakHex(encodeWords(COMMITMENT, commitment));
}

/** `keccak256(dataHashes[0] ‖ dataHashes[1] ‖ …)`, also for one. */
export function dataHashOf(dataHashes: readonly Hex[]): Hex {
  return keccakHex(...dataHashes.map(fromHex));
}
