import { MerkleStateManager } from "@ethereumjs/statemanager";
import type { Account, Address } from "@ethereumjs/util";

/** The caller of system calls (EIP-2935, 4788, 7002, 7251). */
const SYSTEM_ADDRESS = "0xfffffffffffffffffffffffffffffffffffffffe";

/**
 * State in which system calls leave their caller alone. Ethereum's rules neither read nor change the account of a system call's caller,
 * so a witness need not prove it; the virtual machine would read it, and write it back.
 */
export class StatelessStateManager extends MerkleStateManager {
  /** True while a transaction runs: then the address is an account like all others. */
  inTransaction = false;

  private isSystemCaller(address: Address): boolean {
    return !this.inTransaction && address.toString() === SYSTEM_ADDRESS;
  }

  override async getAccount(address: Address): Promise<Account | undefined> {
    return this.isSystemCaller(address) ? undefined : super.getAccount(address);
  }

  override async putAccount(address: Address, account?: Account): Promise<void> {
    if (!this.isSystemCaller(address)) {
      await super.putAccount(address, account);
    }
  }

  override async deleteAccount(address: Address): Promise<void> {
    if (!this.isSystemCaller(address)) {
      await super.deleteAccount(address);
    }
  }
}
