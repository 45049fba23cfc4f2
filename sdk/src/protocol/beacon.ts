import { bls12_381 } from "@noble/curves/bls12-381.js";
import { bytesToUint, concat, fromHex, toHex, uintToBytes, type Hex } from "../primitives/bytes.js";
import { memoized } from "../primitives/memo.js";
import { keccakHex } from "../primitives/hash.js";

/** The beacon of `spec/protocol.md` §4: BLS12-381, signatures in G1, keys in G2, points affine, uncompressed, without flags. */

/** Domain separation tag of hashing a cut to G1 (RFC 9380). */
export const BEACON_DST = "CANDOR_BEACON_BLS12381G1_XMD:SHA-256_SSWU_RO_";

/** Kinds of beacon: nobody, the sequencer's own key, a quorum of witnesses. */
export const BEACON_KIND = { NONE: 0, OWN: 1, QUORUM: 2 } as const;

const COORDINATE = 48;
const { G1, G2 } = bls12_381;
const MODULUS = bls12_381.fields.Fp.ORDER;

type PointG1 = InstanceType<typeof G1.Point>;
type PointG2 = InstanceType<typeof G2.Point>;

/** Coordinates below the modulus, undefined for any other form; infinity (all zeros) is refused. */
function coordinates(bytes: Uint8Array, count: number): bigint[] | undefined {
  if (bytes.length !== COORDINATE * count) {
    return undefined;
  }
  const values = Array.from({ length: count }, (_, i) => bytesToUint(bytes.subarray(COORDINATE * i, COORDINATE * (i + 1))));
  return values.some((value) => value >= MODULUS) || values.every((value) => value === 0n) ? undefined : values;
}

/** A signature's point: on the curve, in the subgroup, not infinity. */
export function readSignature(bytes: Uint8Array): PointG1 | undefined {
  const values = coordinates(bytes, 2);
  return values && valid(() => G1.Point.fromAffine({ x: values[0]!, y: values[1]! }));
}

/** A key's point, under the same rules. */
export function readBeaconKey(bytes: Uint8Array): PointG2 | undefined {
  const values = coordinates(bytes, 4);
  const point = (c: bigint[]) => G2.Point.fromAffine({ x: { c0: c[0]!, c1: c[1]! }, y: { c0: c[2]!, c1: c[3]! } });
  return values && valid(() => point(values));
}

function valid<P extends { assertValidity(): void; isTorsionFree(): boolean }>(make: () => P): P | undefined {
  try {
    const point = make();
    point.assertValidity();
    return point.isTorsionFree() ? point : undefined;
  } catch {
    return undefined;
  }
}

/** Hashes a message to G1. */
export function hashToG1(message: Uint8Array, dst: string): PointG1 {
  return G1.hashToCurve(message, { DST: dst }) as PointG1;
}

/** Writes a point of G1 as 96 bytes. */
export function writeG1(point: PointG1): Uint8Array {
  const { x, y } = point.toAffine();
  return concat(uintToBytes(x, COORDINATE), uintToBytes(y, COORDINATE));
}

/** Writes a point of G2 as 192 bytes. */
export function writeG2(point: PointG2): Uint8Array {
  const { x, y } = point.toAffine();
  return concat(...[x.c0, x.c1, y.c0, y.c1].map((value) => uintToBytes(value, COORDINATE)));
}

/** True when `signature` is that of `key` over the 32 bytes of the cut's hash. */
export function verifyBeacon(key: Uint8Array, cutHash: Hex, signature: Uint8Array): boolean {
  return pairingHolds(toHex(key), cutHash, toHex(signature));
}

const pairingHolds = memoized((key: string, cutHash: string, signature: string): boolean => {
  const point = readSignature(fromHex(signature));
  const publicKey = readBeaconKey(fromHex(key));
  const message = fromHex(cutHash);
  if (!point || !publicKey || message.length !== 32) {
    return false;
  }
  const hashed = hashToG1(message, BEACON_DST);
  const product = bls12_381.pairingBatch([
    { g1: point, g2: G2.Point.BASE.negate() },
    { g1: hashed, g2: publicKey },
  ]);
  return bls12_381.fields.Fp12.eql(product, bls12_381.fields.Fp12.ONE);
});

/** `keccak256(beaconSignature ‖ cutHash)`. */
export function seedOf(signature: Uint8Array, cutHash: Hex): Hex {
  return keccakHex(signature, fromHex(cutHash));
}
