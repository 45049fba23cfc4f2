import type { ObjectOf } from "../primitives/words.js";

/** The signed objects and leaves of `spec/protocol.md`, each once, as its members in order. */

export const INCLUSION_PROMISE = [
  ["uint64", "rollupId"],
  ["uint64", "seq"],
  ["bytes32", "txHash"],
  ["address", "sender"],
  ["uint64", "nonce"],
  ["uint64", "receivedAtMillis"],
  ["uint64", "includeBy"],
  ["bytes32", "policyHash"],
] as const;
/** Promise that a batch covering arrival `seq` is on L1 at or before `includeBy` (§3). */
export type InclusionPromise = ObjectOf<typeof INCLUSION_PROMISE>;

export const ADMISSION_REFUSAL = [
  ["uint64", "rollupId"],
  ["bytes32", "txHash"],
  ["uint16", "reason"],
  ["uint64", "refusedAtMillis"],
  ["bytes32", "policyHash"],
] as const;
/** Signed refusal of a transaction at the door (§3). */
export type AdmissionRefusal = ObjectOf<typeof ADMISSION_REFUSAL>;

export const CUT = [
  ["uint64", "rollupId"],
  ["uint64", "generation"],
  ["uint64", "number"],
  ["bytes32", "parentHash"],
  ["uint64", "firstSeq"],
  ["uint64", "seqCount"],
  ["bytes32", "cutRoot"],
  ["uint64", "forcedThrough"],
  ["uint64", "depositsThrough"],
  ["uint64", "sealedAtMillis"],
  ["bytes32", "policyHash"],
  ["uint64", "l1OriginNumber"],
  ["bytes32", "l1OriginHash"],
] as const;
/** The arrivals of a batch, fixed before its seed can be known (§4). */
export type Cut = ObjectOf<typeof CUT>;

export const BATCH_HEADER = [
  ["uint64", "rollupId"],
  ["uint64", "generation"],
  ["uint64", "number"],
  ["bytes32", "parentHash"],
  ["uint64", "firstSeq"],
  ["uint64", "seqCount"],
  ["uint32", "txCount"],
  ["bytes32", "cutRoot"],
  ["bytes32", "arrivalRoot"],
  ["bytes32", "orderRoot"],
  ["uint8", "beaconKind"],
  ["bytes32", "seed"],
  ["bytes32", "policyHash"],
  ["uint64", "sealedAtMillis"],
  ["uint64", "forcedThrough"],
  ["uint64", "depositsThrough"],
  ["uint64", "l1OriginNumber"],
  ["bytes32", "l1OriginHash"],
] as const;
/** The order of a batch (§5). */
export type BatchHeader = ObjectOf<typeof BATCH_HEADER>;

export const EXECUTION_STATEMENT = [
  ["uint64", "rollupId"],
  ["uint64", "generation"],
  ["uint64", "number"],
  ["bytes32", "batchHash"],
  ["bytes32", "l2BlockHash"],
  ["bytes32", "stateRoot"],
  ["bytes32", "receiptsRoot"],
  ["bytes32", "outcomesRoot"],
  ["uint64", "gasUsed"],
] as const;
/** What executing a batch gave (§6). */
export type ExecutionStatement = ObjectOf<typeof EXECUTION_STATEMENT>;

export const DATA_STATEMENT = [
  ["uint64", "rollupId"],
  ["uint64", "generation"],
  ["uint64", "number"],
  ["bytes32", "batchHash"],
  ["bytes32", "dataHash"],
] as const;
/** Which data belongs to a batch (§7). */
export type DataStatement = ObjectOf<typeof DATA_STATEMENT>;

export const BATCH_ATTESTATION = [
  ["uint64", "rollupId"],
  ["uint64", "generation"],
  ["uint64", "number"],
  ["bytes32", "batchHash"],
  ["bytes32", "executionHash"],
  ["uint8", "verdict"],
] as const;

export const DISPUTE_VERDICT = [
  ["bytes32", "disputeId"],
  ["uint8", "round"],
  ["uint8", "verdict"],
  ["bytes32", "evidenceHash"],
  ["uint64", "decidedAt"],
] as const;

export const ROLLBACK_RATIFICATION = [
  ["uint64", "rollupId"],
  ["uint64", "generation"],
  ["bytes32", "faultId"],
  ["uint64", "anchorNumber"],
  ["bytes32", "anchorHash"],
] as const;

export const LOG_CHECKPOINT = [
  ["bytes32", "originHash"],
  ["uint64", "size"],
  ["bytes32", "root"],
] as const;
/** What the log's bonded key signs (§10). */
export type LogCheckpoint = ObjectOf<typeof LOG_CHECKPOINT>;

/** Members of every signed object by the name of its EIP-712 type. */
export const SIGNED_OBJECTS = {
  InclusionPromise: INCLUSION_PROMISE,
  AdmissionRefusal: ADMISSION_REFUSAL,
  Cut: CUT,
  BatchHeader: BATCH_HEADER,
  ExecutionStatement: EXECUTION_STATEMENT,
  DataStatement: DATA_STATEMENT,
  BatchAttestation: BATCH_ATTESTATION,
  DisputeVerdict: DISPUTE_VERDICT,
  RollbackRatification: ROLLBACK_RATIFICATION,
  LogCheckpoint: LOG_CHECKPOINT,
} as const;

/** Names of the signed objects. */
export type SignedObjectName = keyof typeof SIGNED_OBJECTS;

/** The object of a name. */
export type SignedObject<N extends SignedObjectName> = ObjectOf<(typeof SIGNED_OBJECTS)[N]>;

export const POLICY = [
  ["uint16", "version"],
  ["uint8", "ordering"],
  ["uint8", "beaconKinds"],
  ["uint8", "transactionTypes"],
  ["uint64", "batchIntervalMillis"],
  ["uint64", "maxGas"],
  ["uint32", "maxCount"],
  ["uint32", "maxBytes"],
  ["uint32", "forcedCap"],
  ["uint64", "inclusionDelaySeconds"],
  ["uint64", "maxOrderingDelayMillis"],
  ["address", "feeRecipient"],
  ["uint256", "compensationWei"],
] as const;
/** The rules in force at an L1 height (§8). */
export type Policy = ObjectOf<typeof POLICY>;

export const COMMITMENT = [
  ["bytes32", "batchHash"],
  ["bytes32", "executionHash"],
  ["bytes32", "dataHash"],
  ["uint64", "postedAt"],
  ["uint64", "challengeWindow"],
] as const;
/** The fields behind what `Rollup` keeps of a batch; times in seconds (§7). */
export type Commitment = ObjectOf<typeof COMMITMENT>;

export const CUT_LEAF = [
  ["uint64", "seq"],
  ["bytes32", "txHash"],
  ["address", "sender"],
  ["uint64", "nonce"],
  ["uint64", "receivedAtMillis"],
  ["uint64", "duplicateOf"],
] as const;
export type CutLeaf = ObjectOf<typeof CUT_LEAF>;

export const ARRIVAL_LEAF = [...CUT_LEAF, ["uint32", "position"]] as const;
export type ArrivalLeaf = ObjectOf<typeof ARRIVAL_LEAF>;

export const ORDER_LEAF = [
  ["uint32", "position"],
  ["uint8", "kind"],
  ["uint64", "seqOrForcedIndex"],
  ["bytes32", "txHash"],
  ["address", "sender"],
  ["uint64", "nonce"],
  ["bytes32", "sortKey"],
] as const;
export type OrderLeaf = ObjectOf<typeof ORDER_LEAF>;

export const OUTCOME_LEAF = [
  ["uint32", "position"],
  ["bytes32", "txHash"],
  ["uint8", "outcome"],
  ["uint64", "gasUsed"],
] as const;
export type OutcomeLeaf = ObjectOf<typeof OUTCOME_LEAF>;
