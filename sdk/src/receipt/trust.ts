import type { Hex } from "../primitives/bytes.js";
import type { SigningDomain } from "../protocol/eip712.js";
import type { Trust } from "./document.js";

/** The EIP-712 domain of a trust file. */
export function domainOf(trust: Trust): SigningDomain {
  return { l1ChainId: trust.domain.l1ChainId, rollup: trust.domain.rollup };
}

/** The order key in force at an L1 block, undefined before the first. */
export function orderKeyAt(trust: Trust, l1Block: bigint): Hex | undefined {
  return trust.orderKeys.findLast((key) => key.fromL1Block <= l1Block)?.address;
}

/** The order key in force at the newest L1 block whose timestamp is at most `floor(millis / 1000)` (`spec/protocol.md` §1). */
export function orderKeyAtTime(trust: Trust, millis: bigint): Hex | undefined {
  return trust.orderKeys.findLast((key) => key.fromL1Timestamp <= millis / 1000n)?.address;
}

/** The beacon key in force at an L1 block, undefined before the first. */
export function beaconKeyAt(trust: Trust, l1Block: bigint): Hex | undefined {
  return trust.beaconKeys.findLast((key) => key.fromL1Block <= l1Block)?.key;
}
