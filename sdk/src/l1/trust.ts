import type { PublicClient } from "viem";
import { checksumAddress } from "../primitives/address.js";
import type { Hex } from "../primitives/bytes.js";
import { addressOfKey, KEY_TYPE, LogError, readVerifierKey } from "../log/note.js";
import { originHashOf } from "../log/checkpoint.js";
import { ANCHOR_ABI, REGISTRY_ABI, ROLLUP_ABI } from "./contracts.js";

/** What the log says of itself: `GET /v1/log` of the audit service. */
export interface LogDescription {
  readonly origin: string;
  readonly verifierKeys: readonly string[];
  readonly policy: string;
}

/**
 * Builds a trust file from L1: domain, order keys and beacon keys by height, and the log's secp256k1 key as AuditAnchor has it. The log's
 * Ed25519 key and the witnesses are nobody's statement on L1: they are taken as described, and whoever uses the file should look at them.
 *
 * @throws LogError when the log's EIP-712 key is not the registered one
 */
export async function trustFromL1(l1: PublicClient, rollup: Hex, auditAnchor: Hex, log: LogDescription): Promise<object> {
  const read = { address: rollup, abi: ROLLUP_ABI } as const;
  const [rollupId, deploymentBlock, registry, genesisHash, l1ChainId] = await Promise.all([
    l1.readContract({ ...read, functionName: "rollupId" }),
    l1.readContract({ ...read, functionName: "deploymentBlock" }),
    l1.readContract({ ...read, functionName: "sequencerRegistry" }),
    l1.readContract({ ...read, functionName: "genesisHash" }),
    l1.getChainId(),
  ]);
  const key = log.verifierKeys.map(readVerifierKey).find((one) => one.type === KEY_TYPE.EIP712);
  const originHash = originHashOf(log.origin);
  const height = await l1.getBlockNumber();
  const registered = await l1.readContract({
    address: auditAnchor,
    abi: ANCHOR_ABI,
    functionName: "logKeyAt",
    args: [originHash, height],
  });
  if (key === undefined || addressOfKey(key) !== checksumAddress(registered)) {
    throw new LogError(
      `expected the log's key to be the registered one, ${registered}, found ${key ? addressOfKey(key) : "none"}`,
    );
  }
  const changes = await keyChanges(l1, registry, deploymentBlock);
  const orderKeys: { address: Hex; fromL1Block: string; fromL1Timestamp: string }[] = [];
  const beaconKeys: { key: Hex; fromL1Block: string }[] = [];
  for (const block of changes) {
    const at = { address: registry, abi: REGISTRY_ABI, args: [block] as const };
    const address = checksumAddress(await l1.readContract({ ...at, functionName: "orderKeyAt" }));
    const beaconKey = await l1.readContract({ ...at, functionName: "beaconKeyAt" });
    if (address !== orderKeys.at(-1)?.address) {
      const { timestamp } = await l1.getBlock({ blockNumber: block });
      orderKeys.push({ address, fromL1Block: String(block), fromL1Timestamp: String(timestamp) });
    }
    if (beaconKey !== "0x" && beaconKey !== beaconKeys.at(-1)?.key) {
      beaconKeys.push({ key: beaconKey, fromL1Block: String(block) });
    }
  }
  const domain = { rollupId: String(rollupId), l1ChainId: String(l1ChainId), rollup: checksumAddress(rollup) };
  const { origin, verifierKeys, policy } = log;
  const described = { origin, verifierKeys, policy };
  const head = { format: "candor-trust/v1", domain, deploymentBlock: String(deploymentBlock) };
  return { ...head, orderKeys, beaconKeys, auditAnchor: checksumAddress(auditAnchor), genesisHash, log: described };
}

/** L1 blocks from which keys may be others than before, up to the newest. */
async function keyChanges(l1: PublicClient, registry: Hex, deploymentBlock: bigint): Promise<bigint[]> {
  const at = { address: registry, abi: REGISTRY_ABI, strict: true, fromBlock: 0n } as const;
  const [seated, order, beacon, newest] = await Promise.all([
    l1.getContractEvents({ ...at, eventName: "SequencerSeated" }),
    l1.getContractEvents({ ...at, eventName: "OrderKeyRotated" }),
    l1.getContractEvents({ ...at, eventName: "BeaconKeyRotated" }),
    l1.getBlockNumber(),
  ]);
  const from = [...seated, ...order, ...beacon].map(({ args }) => args.effectiveFrom);
  const blocks = new Set([deploymentBlock, ...from.filter((block) => block > deploymentBlock && block <= newest)]);
  return [...blocks].sort((a, b) => Number(a - b));
}
