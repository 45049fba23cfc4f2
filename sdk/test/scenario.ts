import { privateKeyToAccount } from "viem/accounts";
import { fromHex, type Hex } from "../src/primitives/bytes.js";
import { keccakHex } from "../src/primitives/hash.js";
import { encodeRlp } from "../src/primitives/rlp.js";
import { ROLLUP_ID } from "./sample-network.js";

/** Accounts and transactions that touch what an execution can get wrong. */

export const GWEI = 10n ** 9n;
export const accounts = Array.from({ length: 1_005 }, (_, i) =>
  privateKeyToAccount(keccakHex(fromHex(`0x${(i + 1).toString(16).padStart(8, "0")}`))),
);
export const [alice, bob, carol, dave] = accounts as [
  (typeof accounts)[0],
  (typeof accounts)[0],
  (typeof accounts)[0],
  (typeof accounts)[0],
];
/** Stores the hash of the parent's parent, the timestamp, prevRandao; reverts when called with data. */
const RUNTIME = "0x3615600b575f5ffd5b600243034060005542600155446002555a60035500";
const RUNTIME_CODE = RUNTIME.slice(2);
/** Reads and writes its own storage, which is still empty, then leaves the runtime code. */
const CONSTRUCTOR = "600554600101600555";
const SIZE = (RUNTIME_CODE.length / 2).toString(16);
const CODE_AT = (CONSTRUCTOR.length / 2 + 12).toString(16);
export const INIT = `0x${CONSTRUCTOR}60${SIZE}60${CODE_AT}60003960${SIZE}6000f3${RUNTIME_CODE}` as Hex;

export type Account = typeof alice;

export function transfer(from: Account, nonce: number, to: Hex, value = 1n, extra: object = {}): Promise<Hex> {
  const fees = { maxFeePerGas: 100n * GWEI, maxPriorityFeePerGas: GWEI, gas: 200_000n };
  return from.signTransaction({ type: "eip1559", chainId: Number(ROLLUP_ID), nonce, to, value, ...fees, ...extra });
}

/** Where a creation puts its contract. */
export function createAddress(sender: Hex, nonce: number): Hex {
  return `0x${keccakHex(encodeRlp([fromHex(sender), Uint8Array.of(nonce)])).slice(26)}`;
}

/** Bob lets Dave's account have a contract's code. */
export async function delegationOfDave(contract: Hex, nonce: number): Promise<Hex> {
  const authorization = await dave.signAuthorization({ chainId: Number(ROLLUP_ID), contractAddress: contract, nonce: 0 });
  const fees = { maxFeePerGas: 100n * GWEI, maxPriorityFeePerGas: GWEI, gas: 300_000n };
  const common = { chainId: Number(ROLLUP_ID), to: dave.address, ...fees };
  return bob.signTransaction({ type: "eip7702", nonce, ...common, authorizationList: [authorization] });
}

/** Alice's creation of the contract. */
export function creation(nonce: number): Promise<Hex> {
  return alice.signTransaction({
    ...{ type: "legacy", chainId: Number(ROLLUP_ID), nonce, gasPrice: 100n * GWEI, gas: 500_000n, data: INIT },
  });
}
