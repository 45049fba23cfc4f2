import { createCommonFromGethGenesis, Hardfork, type Common, type GethGenesis } from "@ethereumjs/common";
import { fromHex, type Hex } from "../primitives/bytes.js";
import { blockHashOf, decodeBlockHeader, type L2BlockHeader } from "../protocol/blocks.js";

/** The rules of an L2: Prague from block 0 (`spec/protocol.md` §6). */
export function rulesOf(rollupId: bigint): Common {
  const forks = [
    "homestead",
    "eip150",
    "eip155",
    "eip158",
    "byzantium",
    "constantinople",
    "petersburg",
    "istanbul",
    "berlin",
    "london",
  ];
  const config = {
    chainId: Number(rollupId),
    ...Object.fromEntries(forks.map((fork) => [`${fork}Block`, 0])),
    ...{ terminalTotalDifficulty: 0, terminalTotalDifficultyPassed: true, shanghaiTime: 0, cancunTime: 0, pragueTime: 0 },
    blobSchedule: {
      cancun: { target: 3, max: 6, baseFeeUpdateFraction: 3_338_477 },
      prague: { target: 6, max: 9, baseFeeUpdateFraction: 5_007_716 },
    },
  };
  const genesis = { config, alloc: {}, gasLimit: "0x1", difficulty: "0x0", nonce: "0x0", timestamp: "0x0", extraData: "0x" };
  const common = createCommonFromGethGenesis(genesis as unknown as GethGenesis, { chain: `rollup ${rollupId}` });
  common.setHardfork(Hardfork.Prague);
  return common;
}

/** Hashes of the blocks that `BLOCKHASH` may ask for, as far as a witness has them. */
export class Ancestors {
  readonly missing: bigint[] = [];
  private readonly hashes = new Map<bigint, Hex>();

  private constructor() {}

  /** Parent and the headers below it, if they link by their parent hashes; else undefined. */
  static of(parent: L2BlockHeader, parentHash: Hex, headers: readonly Uint8Array[]): Ancestors | undefined {
    const ancestors = new Ancestors();
    ancestors.hashes.set(parent.number, parentHash);
    let next = parent;
    for (const rlp of [...headers].reverse()) {
      const header = decodeBlockHeader(rlp);
      if (header === undefined || blockHashOf(rlp) !== next.parentHash || header.number !== next.number - 1n) {
        return undefined;
      }
      ancestors.hashes.set(header.number, next.parentHash);
      next = header;
    }
    // The parent names its own parent's hash.
    ancestors.hashes.set(next.number - 1n, next.parentHash);
    return ancestors;
  }

  getBlock(id: number): Promise<{ hash(): Uint8Array }> {
    const hash = this.hashes.get(BigInt(id));
    if (hash === undefined) {
      this.missing.push(BigInt(id));
      return Promise.resolve({ hash: () => new Uint8Array(32) });
    }
    return Promise.resolve({ hash: () => fromHex(hash) });
  }

  putBlock(): Promise<void> {
    return Promise.resolve();
  }

  shallowCopy(): Ancestors {
    return this;
  }
}
