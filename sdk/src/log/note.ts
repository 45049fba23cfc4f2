import { ed25519 } from "@noble/curves/ed25519.js";
import { bytesToUint, concat, equalBytes, fromBase64, fromHex, toBase64, toHex, utf8, type Hex } from "../primitives/bytes.js";
import { checksumAddress } from "../primitives/address.js";
import { sha256 } from "../primitives/hash.js";
import { memoized } from "../primitives/memo.js";

/** Signed notes and their keys (c2sp.org/signed-note, tlog-cosignature; the EIP-712 line: `spec/log.md` §4). */

/** Thrown when a note, key, checkpoint, policy or entry has not its form or does not verify. */
export class LogError extends Error {}

/** Types of note keys. */
export const KEY_TYPE = { ED25519: 0x01, COSIGNATURE: 0x04, EIP712: 0xff } as const;

const EIP712_PREFIX = utf8("candor-eip712");

/** A verifier key: `<name>+<8 hex digits>+<base64(type ‖ key)>`. */
export interface VerifierKey {
  readonly name: string;
  /** Four bytes. */
  readonly id: Uint8Array;
  readonly type: number;
  readonly key: Uint8Array;
}

/** One signature line; `signature` is without the key's id. */
export interface NoteSignature {
  readonly name: string;
  readonly id: Uint8Array;
  readonly signature: Uint8Array;
}

/** A signed note: its text with the last newline, and its lines in order. */
export interface Note {
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** The id of a key: first four bytes of `SHA-256(name ‖ 0x0A ‖ type ‖ key)`. */
export function keyId(name: string, type: number, key: Uint8Array): Uint8Array {
  return sha256(concat(utf8(name), Uint8Array.of(0x0a, type), key)).subarray(0, 4);
}

/** Writes a verifier key. */
export function writeVerifierKey(name: string, type: number, key: Uint8Array): string {
  return `${name}+${toHex(keyId(name, type, key)).slice(2)}+${toBase64(concat(Uint8Array.of(type), key))}`;
}

/** The bytes of an EIP-712 note key: "candor-eip712" and the address. */
export function eip712Key(address: Uint8Array): Uint8Array {
  return concat(EIP712_PREFIX, address);
}

/** Reads a verifier key of a known type. @throws LogError */
export function readVerifierKey(text: string): VerifierKey {
  const match = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/u.exec(text);
  if (!match) {
    throw new LogError(`expected a verifier key <name>+<8 hex digits>+<base64>, found ${text.slice(0, 100)}`);
  }
  const [, name, id, encoded] = match as unknown as [string, string, string, string];
  const bytes = base64(encoded);
  const type = bytes[0];
  const key = bytes.subarray(1);
  const isKnown =
    type === KEY_TYPE.EIP712
      ? isEip712Key(key)
      : (type === KEY_TYPE.ED25519 || type === KEY_TYPE.COSIGNATURE) && key.length === 32;
  if (type === undefined || !isKnown) {
    throw new LogError(
      `expected the key of ${name} to be Ed25519, a cosigner's or EIP-712, found ${bytes.length} bytes of type ${type}`,
    );
  }
  const expected = keyId(name, type, key);
  if (toHex(expected) !== `0x${id}`) {
    throw new LogError(`expected the key of ${name} to have the id ${toHex(expected).slice(2)}, found ${id}`);
  }
  return { name, id: expected, type, key };
}

function isEip712Key(key: Uint8Array): boolean {
  return key.length === EIP712_PREFIX.length + 20 && equalBytes(key.subarray(0, EIP712_PREFIX.length), EIP712_PREFIX);
}

/** The address of an EIP-712 key. */
export function addressOfKey(key: VerifierKey): Hex {
  return checksumAddress(key.key.subarray(EIP712_PREFIX.length));
}

/** Lines a note has at most. */
const MAX_SIGNATURES = 100;

/** Reads a signed note. @throws LogError */
export function readNote(note: string): Note {
  const split = note.lastIndexOf("\n\n");
  if (split < 0 || !note.endsWith("\n") || hasControlCharacters(note)) {
    throw new LogError("expected a signed note: text, an empty line, signature lines, each ended by a newline");
  }
  const lines = note.slice(split + 2, -1).split("\n");
  if (lines.length > MAX_SIGNATURES) {
    throw new LogError(`expected at most ${MAX_SIGNATURES} signature lines, found ${lines.length}`);
  }
  return { text: note.slice(0, split + 1), signatures: lines.map(readSignature) };
}

function hasControlCharacters(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) < 0x20 && text[i] !== "\n") {
      return true;
    }
  }
  return false;
}

function readSignature(line: string): NoteSignature {
  const match = /^\u2014 ([^+\s]+) (\S+)$/u.exec(line);
  const bytes = match && base64(match[2]!);
  if (!match || !bytes || bytes.length < 5) {
    throw new LogError(`expected a signature line "— <name> <base64>", found ${JSON.stringify(line.slice(0, 80))}`);
  }
  return { name: match[1]!, id: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}

function base64(text: string): Uint8Array {
  try {
    return fromBase64(text);
  } catch {
    throw new LogError(`expected base64, found ${text.slice(0, 80)}`);
  }
}

/** True when a line claims to be by a key. */
export function isBy(line: NoteSignature, key: VerifierKey): boolean {
  return line.name === key.name && equalBytes(line.id, key.id);
}

/** True when an Ed25519 signature verifies (RFC 8032 §5.1.7, encodings canonical). */
export function verifyEd25519(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  return ed25519Holds(toHex(key), toHex(message), toHex(signature));
}

const ed25519Holds = memoized((key: string, message: string, signature: string): boolean => {
  try {
    return signature.length === 130 && ed25519.verify(fromHex(signature), fromHex(message), fromHex(key), { zip215: false });
  } catch {
    return false;
  }
});

/** Seconds at which a witness cosigned a text, undefined when its signature does not verify (tlog-cosignature, v1). */
export function verifyCosignature(key: Uint8Array, text: string, signature: Uint8Array): bigint | undefined {
  if (signature.length !== 72) {
    return undefined;
  }
  const time = bytesToUint(signature.subarray(0, 8));
  const message = utf8(`cosignature/v1\ntime ${time}\n${text}`);
  return time >> 63n === 0n && verifyEd25519(key, message, signature.subarray(8)) ? time : undefined;
}
