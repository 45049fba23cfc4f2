import { createAddressFromString } from "@ethereumjs/util";
import type { VM } from "@ethereumjs/vm";
import { toHex } from "../primitives/bytes.js";
import type { Transaction } from "../protocol/transactions.js";
import { gasFloorOf } from "./gas.js";

const DELEGATION = "0xef0100";
const DELEGATION_DIGITS = 48;
const MAX_NONCE = 2n ** 64n - 1n;
const MAX_INIT_CODE_BYTES = 49_152;

/** The block in which a transaction would run. */
export interface Place {
  readonly baseFeePerGas: bigint;
  /** What is left of the block's gas. */
  readonly gasLeft: bigint;
}

/**
 * Why Ethereum's rules do not allow a transaction on the machine's present state, in words.
 *
 * @returns undefined when it can run
 */
export async function reasonNotToRun(vm: VM, transaction: Transaction, place: Place): Promise<string | undefined> {
  const address = createAddressFromString(transaction.sender);
  const account = await vm.stateManager.getAccount(address);
  const code = toHex(await vm.stateManager.getCode(address));
  const cost = transaction.gasLimit * transaction.maxFeePerGas + transaction.value;
  const isCreation = transaction.to === undefined;
  const reasons: [boolean, string][] = [
    [transaction.nonce !== (account?.nonce ?? 0n), `its nonce is ${transaction.nonce}, the account's ${account?.nonce ?? 0n}`],
    [transaction.nonce === MAX_NONCE, "its nonce is the last one"],
    [code !== "0x" && !(code.startsWith(DELEGATION) && code.length === DELEGATION_DIGITS), "its sender is a contract"],
    [transaction.maxFeePerGas < place.baseFeePerGas, "its fee cap is below the base fee"],
    [transaction.maxFeePerGas < transaction.maxPriorityFeePerGas, "its fee cap is below its tip"],
    [(account?.balance ?? 0n) < cost, `its sender has ${account?.balance ?? 0n} wei of ${cost}`],
    [transaction.gasLimit < gasFloorOf(transaction), "its gas limit is below what it needs at least"],
    [isCreation && transaction.data.length > MAX_INIT_CODE_BYTES, "its init code is too long"],
    [transaction.gasLimit > place.gasLeft, "the block has not so much gas left"],
  ];
  return reasons.find(([applies]) => applies)?.[1];
}
