import { bls12_381 } from "@noble/curves/bls12-381.js";
import { ed25519 } from "@noble/curves/ed25519.js";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import { bytesToUint, concat, fromHex, toBase64, toHex, uintToBytes, utf8, type Hex } from "../src/primitives/bytes.js";
import { checksumAddress } from "../src/primitives/address.js";
import { keccak256 } from "../src/primitives/hash.js";
import { originHashOf } from "../src/log/checkpoint.js";
import { eip712Key, KEY_TYPE, keyId, writeVerifierKey } from "../src/log/note.js";
import { BEACON_DST, hashToG1, writeG1, writeG2 } from "../src/protocol/beacon.js";
import { digestOf, type SigningDomain } from "../src/protocol/eip712.js";
import type { SignedObject, SignedObjectName } from "../src/protocol/objects.js";

/** Signing for samples: what the services do, with keys that everybody knows. */

export function addressOfSecret(secret: Hex): Hex {
  return checksumAddress(keccak256(secp256k1.getPublicKey(fromHex(secret), false).subarray(1)).subarray(12));
}

export function sign<N extends SignedObjectName>(domain: SigningDomain, name: N, object: SignedObject<N>, secret: Hex): Hex {
  const bytes = secp256k1.sign(fromHex(digestOf(domain, name, object)), fromHex(secret), { prehash: false, format: "recovered" });
  return toHex(concat(bytes.subarray(1), Uint8Array.of(27 + bytes[0]!)));
}

export function beaconKeyOf(secret: Hex): Hex {
  return toHex(writeG2(bls12_381.G2.Point.BASE.multiply(bytesToUint(fromHex(secret)))));
}

export function beaconSign(secret: Hex, cutHash: Hex): Uint8Array {
  return writeG1(hashToG1(fromHex(cutHash), BEACON_DST).multiply(bytesToUint(fromHex(secret))));
}

export interface LogSecrets {
  readonly origin: string;
  readonly ed25519Seed: Hex;
  readonly eip712Key: Hex;
  readonly witnesses: readonly { readonly name: string; readonly seed: Hex }[];
}

function line(name: string, id: Uint8Array, signature: Uint8Array): string {
  return `\u2014 ${name} ${toBase64(concat(id, signature))}\n`;
}

/** A checkpoint's note with both lines of the log and the cosignatures of some witnesses. */
export function checkpointNote(
  secrets: LogSecrets,
  domain: SigningDomain,
  size: bigint,
  root: Hex,
  cosigners = [0, 1],
  time = 1795370407n,
): string {
  const { origin } = secrets;
  const text = `${origin}\n${size}\n${toBase64(fromHex(root))}\n`;
  const publicKey = ed25519.getPublicKey(fromHex(secrets.ed25519Seed));
  const ed = line(origin, keyId(origin, KEY_TYPE.ED25519, publicKey), ed25519.sign(utf8(text), fromHex(secrets.ed25519Seed)));
  const key = eip712Key(fromHex(addressOfSecret(secrets.eip712Key)));
  const signed = fromHex(sign(domain, "LogCheckpoint", { originHash: originHashOf(origin), size, root }, secrets.eip712Key));
  const cosignatures = cosigners.map((i) => {
    const { name, seed } = secrets.witnesses[i]!;
    const witnessKey = ed25519.getPublicKey(fromHex(seed));
    const signature = ed25519.sign(utf8(`cosignature/v1\ntime ${time}\n${text}`), fromHex(seed));
    return line(name, keyId(name, KEY_TYPE.COSIGNATURE, witnessKey), concat(uintToBytes(time, 8), signature));
  });
  return `${text}\n${ed}${line(origin, keyId(origin, KEY_TYPE.EIP712, key), signed)}${cosignatures.join("")}`;
}

/** The log's two verifier keys. */
export function verifierKeys(secrets: LogSecrets): string[] {
  return [
    writeVerifierKey(secrets.origin, KEY_TYPE.ED25519, ed25519.getPublicKey(fromHex(secrets.ed25519Seed))),
    writeVerifierKey(secrets.origin, KEY_TYPE.EIP712, eip712Key(fromHex(addressOfSecret(secrets.eip712Key)))),
  ];
}
