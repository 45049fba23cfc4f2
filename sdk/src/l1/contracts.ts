import { createPublicClient, http, parseAbi, type PublicClient } from "viem";

/** What is read of the contracts on L1. */
export const ROLLUP_ABI = parseAbi([
  "function commitmentOf(uint64 number) view returns (bytes32)",
  "function deploymentBlock() view returns (uint64)",
  "function rollupId() view returns (uint64)",
  "function finalFloor() view returns (uint64)",
  "function sequencerRegistry() view returns (address)",
  "function forcedInbox() view returns (address)",
  "function genesisHash() view returns (bytes32)",
  "struct Policy { uint16 version; uint8 ordering; uint8 beaconKinds; uint8 transactionTypes; uint64 batchIntervalMillis; uint64 maxGas; uint32 maxCount; uint32 maxBytes; uint32 forcedCap; uint64 inclusionDelaySeconds; uint64 maxOrderingDelayMillis; address feeRecipient; uint256 compensationWei; }",
  "function policyAt(uint64 height) view returns (Policy)",
  "event BatchPosted(uint64 indexed number, uint64 indexed generation, bytes32 indexed batchHash, bytes32 executionHash, bytes32 dataHash, uint64 postedAt, uint64 challengeWindow, uint64 coveredCount, uint64 forcedThrough)",
]);

export const REGISTRY_ABI = parseAbi([
  "function orderKeyAt(uint64 height) view returns (address)",
  "function beaconKeyAt(uint64 height) view returns (bytes)",
  "event SequencerSeated(bytes32 indexed sequencerId, uint64 effectiveFrom)",
  "event OrderKeyRotated(bytes32 indexed sequencerId, address indexed orderKey, uint64 effectiveFrom)",
  "event BeaconKeyRotated(bytes32 indexed sequencerId, bytes beaconKey, uint64 effectiveFrom)",
]);

export const INBOX_ABI = parseAbi(["event ForcedQueued(uint64 indexed index, uint64 gasLimit, bytes rawTx)"]);

export const ANCHOR_ABI = parseAbi([
  "struct Anchor { uint64 size; uint32 height; bytes32 root; }",
  "function newestAnchor(bytes32 originHash) view returns (Anchor)",
  "function logKeyAt(bytes32 originHash, uint64 height) view returns (address)",
  "event CheckpointAnchored(bytes32 indexed originHash, uint64 size, bytes32 root)",
]);

/** A reader of L1 at an endpoint. */
export function l1At(url: string): PublicClient {
  return createPublicClient({ transport: http(url) });
}
