/* eslint-disable @typescript-eslint/no-explicit-any -- samples are made as JSON */
import { fromHex, toHex } from "../src/primitives/bytes.js";
import { keccak256 } from "../src/primitives/hash.js";
import { inclusionProof, leafHash } from "../src/primitives/merkle.js";
import { vectors } from "./spec.js";

const ordering = vectors("ordering");

/** A keccak proof in a receipt's form. */
export function proofOf(leaves: readonly Uint8Array[], index: number): any {
  const hashes = leaves.map((leaf) => leafHash(keccak256, leaf));
  return { leaf: toHex(leaves[index]!), index, size: leaves.length, nodes: inclusionProof(keccak256, hashes, index).map(toHex) };
}

/** Transactions of the vectors with their hashes, each once. */
export function sampleTransactions(): Uint8Array[] {
  const raws = new Set<string>(ordering.cases.flatMap((one: any) => one.arrivals.map((arrival: any) => arrival.raw)));
  return [...raws].filter((raw) => raw !== "0x").map(fromHex);
}
