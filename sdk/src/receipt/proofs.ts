import { fromHex, toHex, type Hex } from "../primitives/bytes.js";
import { keccak256 } from "../primitives/hash.js";
import { foldInclusion, leafHash } from "../primitives/merkle.js";
import { decodeWords } from "../primitives/words.js";
import type { Checks } from "../checks.js";
import type { ARRIVAL_LEAF, CUT_LEAF, ORDER_LEAF, OUTCOME_LEAF } from "../protocol/objects.js";
import type { Proof } from "./document.js";

type Members = typeof CUT_LEAF | typeof ARRIVAL_LEAF | typeof ORDER_LEAF | typeof OUTCOME_LEAF;

/** Checks that a proof is of its place, its leaf says what is expected, and both lead to the signed root. */
export function checkProof(
  { checks }: { readonly checks: Checks },
  proof: Proof | null,
  leaf: Uint8Array,
  members: Members,
  index: bigint,
  size: bigint,
  root: Hex,
  path: string,
): void {
  if (proof === null) {
    checks.fail(path, "expected a proof, found none");
    return;
  }
  checks.same(`${path}.index`, "the proof is of its place", index, proof.index);
  checks.same(`${path}.size`, "the proof is of the whole tree", size, proof.size);
  compareLeaf(checks, members, leaf, fromHex(proof.leaf), `${path}.leaf`);
  const nodes = proof.nodes.map(fromHex);
  const folded = foldInclusion(
    keccak256,
    leafHash(keccak256, fromHex(proof.leaf)),
    BigInt(proof.index),
    BigInt(proof.size),
    nodes,
  );
  checks.same(`${path}.nodes`, "the proof leads to the signed root", root, folded ? toHex(folded) : "a proof of another length");
}

function compareLeaf(checks: Checks, members: Members, expected: Uint8Array, found: Uint8Array, path: string): void {
  const [wanted, seen] = [expected, found].map((bytes) => decodeWords(members, bytes) as Record<string, unknown> | undefined);
  if (seen === undefined) {
    checks.fail(path, "the bytes are no leaf of this tree");
    return;
  }
  const wrong = members.map(([, name]) => name).filter((name) => seen[name] !== wanted?.[name]);
  const words = wrong.map((name) => `${name}: expected ${String(wanted?.[name])}, found ${String(seen[name])}`).join("; ");
  checks.that(
    path,
    wrong.length === 0,
    "the leaf says what follows from transaction, record and policy",
    `the leaf differs: ${words}`,
  );
}
