/**
 * candor-sdk: client and independent verifier for Candor rollups, written from `spec/`.
 *
 * @packageDocumentation
 */
export * from "./primitives/bytes.js";
export * from "./primitives/hash.js";
export * from "./primitives/merkle.js";
export * from "./protocol/objects.js";
export * from "./protocol/eip712.js";
export * from "./protocol/arrivals.js";
export * from "./protocol/transactions.js";
export * from "./protocol/policy.js";
export * from "./protocol/ordering.js";
export * from "./protocol/outcomes.js";
export * from "./protocol/blocks.js";
export { BEACON_DST, BEACON_KIND, seedOf, verifyBeacon } from "./protocol/beacon.js";
export { contentBound, DataError, unpackData } from "./data/frame.js";
export { decodeContent, type BatchContent, type DataArrival } from "./data/content.js";
