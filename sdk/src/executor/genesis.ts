import { createBlockHeader } from "@ethereumjs/block";
import { parseGethGenesisState, type Common, type GethGenesis } from "@ethereumjs/common";
import { MerklePatriciaTrie } from "@ethereumjs/mpt";
import { MerkleStateManager } from "@ethereumjs/statemanager";
import { ValueEncoding } from "@ethereumjs/util";
import { rulesOf } from "../reexecute/chain.js";
import { fromHex, toHex, type Hex } from "../primitives/bytes.js";
import { sha256 } from "../primitives/hash.js";
import { blockHashOf } from "../protocol/blocks.js";
import type { Store } from "./store.js";

/** An L2's genesis in the form that geth takes; only what a Prague genesis has. */
export type Genesis = Omit<GethGenesis, "baseFeePerGas"> & {
  readonly baseFeePerGas?: Hex;
};

/** 1 gwei: what a genesis without a base fee has. */
const DEFAULT_BASE_FEE = "0x3b9aca00";

/** The rules of a genesis' chain. */
export function rulesOfGenesis(genesis: Genesis): Common {
  return rulesOf(BigInt(genesis.config.chainId));
}

/** Writes the genesis state and block. @returns the block's hash */
export async function writeGenesis(store: Store, genesis: Genesis): Promise<Hex> {
  const common = rulesOfGenesis(genesis);
  const trie = new MerklePatriciaTrie({ db: store as never, useKeyHashing: true, common, valueEncoding: ValueEncoding.Bytes });
  const state = new MerkleStateManager({ trie, common });
  await state.generateCanonicalGenesis(parseGethGenesisState(genesis));
  const header = createBlockHeader(
    {
      number: 0n,
      stateRoot: await state.getStateRoot(),
      timestamp: fieldOf(genesis.timestamp),
      gasLimit: fieldOf(genesis.gasLimit),
      difficulty: fieldOf(genesis.difficulty),
      nonce: fixed(genesis.nonce, 8),
      mixHash: fixed(genesis.mixHash, 32),
      coinbase: fixed(genesis.coinbase, 20),
      extraData: fromHex(genesis.extraData || "0x"),
      baseFeePerGas: fieldOf(genesis.baseFeePerGas ?? DEFAULT_BASE_FEE),
      blobGasUsed: 0n,
      excessBlobGas: 0n,
      parentBeaconBlockRoot: new Uint8Array(32),
      requestsHash: sha256(new Uint8Array(0)),
    },
    { common, setHardfork: false },
  ).serialize();
  const hash = blockHashOf(header);
  await store.putBlock(hash, header);
  return hash;
}

function fieldOf(text: string | undefined): bigint {
  return BigInt(text || "0x0");
}

function fixed(text: string | undefined, length: number): Uint8Array {
  const digits = (text ?? "0x").slice(2).padStart(2 * length, "0");
  return fromHex(toHex(fromHex(`0x${digits}`)));
}
