import type { Transaction } from "../protocol/transactions.js";

/** Gas that a transaction needs at least: the larger of intrinsic gas (EIP-2028, 2930, 3860, 7702) and floor (EIP-7623), at Prague. */
export function gasFloorOf(transaction: Transaction): bigint {
  const { intrinsic, floor } = gasNeeds(transaction);
  return intrinsic > floor ? intrinsic : floor;
}

/** Intrinsic and floor gas of a transaction at Prague. */
export function gasNeeds(transaction: Transaction): { intrinsic: bigint; floor: bigint } {
  const { data, accessList, authorizations, to } = transaction;
  const zeros = data.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0);
  const tokens = zeros + 4 * (data.length - zeros);
  const creation = to === undefined ? 32_000 + 2 * Math.ceil(data.length / 32) : 0;
  const access = accessList.reduce((sum, entry) => sum + 2_400 + 1_900 * entry.storageKeys.length, 0);
  const intrinsic = 21_000 + 4 * tokens + creation + access + 25_000 * authorizations.length;
  return { intrinsic: BigInt(intrinsic), floor: BigInt(21_000 + 10 * tokens) };
}
