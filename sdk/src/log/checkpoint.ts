import { fromBase64, toHex, utf8, type Hex } from "../primitives/bytes.js";
import { keccakHex } from "../primitives/hash.js";
import { signerOf, type SigningDomain } from "../protocol/eip712.js";
import {
  addressOfKey,
  isBy,
  KEY_TYPE,
  LogError,
  readNote,
  readVerifierKey,
  verifyCosignature,
  verifyEd25519,
  type Note,
  type NoteSignature,
  type VerifierKey,
} from "./note.js";
import { readPolicy, type WitnessPolicy } from "./policy.js";

/** The statement of a checkpoint (c2sp.org/tlog-checkpoint, without extension lines). */
export interface Checkpoint {
  readonly origin: string;
  readonly size: bigint;
  readonly root: Hex;
}

/** What a verifier knows of a log beforehand: `log` of a trust file (`spec/receipts.md` §4). */
export interface LogTrust {
  readonly origin: string;
  /** The Ed25519 and the EIP-712 key. */
  readonly verifierKeys: readonly string[];
  /** A tlog-policy. */
  readonly policy: string;
}

/** A checkpoint that verified. */
export interface VerifiedCheckpoint extends Checkpoint {
  /** Names of the witnesses that cosigned, with the seconds at which. */
  readonly cosignatures: readonly { readonly name: string; readonly time: bigint }[];
  /** Lines of nobody that the trust names: not checked. */
  readonly unknownLines: readonly string[];
}

/** `keccak256` of the origin in UTF-8. */
export function originHashOf(origin: string): Hex {
  return keccakHex(utf8(origin));
}

/** Reads the three lines of a checkpoint. @throws LogError */
export function readCheckpoint(text: string): Checkpoint {
  const lines = text.split("\n");
  const [origin, size, root] = lines;
  if (lines.length !== 4 || lines[3] !== "" || !origin || /[\s+]/u.test(origin)) {
    throw new LogError(`expected a checkpoint of origin, size and root, found ${lines.length - 1} lines`);
  }
  if (!/^(0|[1-9][0-9]{0,18})$/.test(size!) || BigInt(size!) >> 63n !== 0n) {
    throw new LogError(`expected a size below 2^63 in decimal, found ${size}`);
  }
  let hash: Uint8Array;
  try {
    hash = fromBase64(root!);
  } catch {
    throw new LogError(`expected a root in base64, found ${root}`);
  }
  if (hash.length !== 32) {
    throw new LogError(`expected a root of 32 bytes, found ${hash.length}`);
  }
  return { origin, size: BigInt(size!), root: toHex(hash) };
}

/** The two keys of a log, both under its origin. @throws LogError */
export function logKeys(trust: LogTrust): { ed25519: VerifierKey; eip712: VerifierKey } {
  const keys = trust.verifierKeys.map(readVerifierKey);
  const [ed25519, eip712] = keys;
  if (keys.length !== 2 || ed25519?.type !== KEY_TYPE.ED25519 || eip712?.type !== KEY_TYPE.EIP712) {
    throw new LogError("expected two verifier keys of the log, Ed25519 and EIP-712");
  }
  if (keys.some((key) => key.name !== trust.origin)) {
    throw new LogError(`expected the log's keys to have the name ${trust.origin}`);
  }
  return { ed25519, eip712 };
}

/**
 * Verifies a published checkpoint: both lines of the log, every cosignature of a known witness, the quorum (`spec/log.md` §4).
 *
 * @throws LogError that says what is wrong
 */
export function verifyCheckpoint(note: string, trust: LogTrust, domain: SigningDomain): VerifiedCheckpoint {
  const signed = readNote(note);
  const checkpoint = readCheckpoint(signed.text);
  if (checkpoint.origin !== trust.origin || checkpoint.size === 0n) {
    throw new LogError(
      `expected a checkpoint of ${trust.origin} with entries, found ${checkpoint.origin} of size ${checkpoint.size}`,
    );
  }
  const { ed25519, eip712 } = logKeys(trust);
  const policy = readPolicy(trust.policy);
  if (!policy.logs.some((key) => toHex(key.key) === toHex(ed25519.key) && key.name === ed25519.name)) {
    throw new LogError("expected the witness policy to name the log's Ed25519 key");
  }
  if (!verifyEd25519(ed25519.key, utf8(signed.text), theOneLine(signed, ed25519, "Ed25519").signature)) {
    throw new LogError("the log's Ed25519 signature does not verify");
  }
  checkEip712(checkpoint, theOneLine(signed, eip712, "EIP-712"), eip712, domain);
  return { ...checkpoint, ...cosignaturesOf(signed, policy, [ed25519, eip712]) };
}

function theOneLine(note: Note, key: VerifierKey, kind: string): NoteSignature {
  const lines = note.signatures.filter((line) => isBy(line, key));
  if (lines.length !== 1) {
    throw new LogError(`expected one ${kind} line of the log, found ${lines.length}`);
  }
  return lines[0]!;
}

function checkEip712(checkpoint: Checkpoint, line: NoteSignature, key: VerifierKey, domain: SigningDomain): void {
  const statement = { originHash: originHashOf(checkpoint.origin), size: checkpoint.size, root: checkpoint.root };
  const signer = signerOf(domain, "LogCheckpoint", statement, line.signature);
  if (signer !== addressOfKey(key)) {
    throw new LogError(`expected the EIP-712 line to be signed by ${addressOfKey(key)}, found ${signer ?? "no valid signature"}`);
  }
}

function cosignaturesOf(
  note: Note,
  policy: WitnessPolicy,
  ofTheLog: readonly VerifierKey[],
): Pick<VerifiedCheckpoint, "cosignatures" | "unknownLines"> {
  const cosigned = new Map<number, { name: string; time: bigint }>();
  const unknownLines: string[] = [];
  for (const line of note.signatures.filter((one) => !ofTheLog.some((key) => isBy(one, key)))) {
    const place = policy.witnesses.findIndex((key) => isBy(line, key));
    if (place < 0) {
      unknownLines.push(line.name);
      continue;
    }
    const time = verifyCosignature(policy.witnesses[place]!.key, note.text, line.signature);
    if (time === undefined || cosigned.has(place)) {
      throw new LogError(time === undefined ? `the cosignature of ${line.name} does not verify` : `${line.name} cosigned twice`);
    }
    cosigned.set(place, { name: line.name, time });
  }
  if (!policy.isSatisfied(new Set(cosigned.keys()))) {
    const names = [...cosigned.values()].map(({ name }) => name).join(", ");
    throw new LogError(
      `expected the ${policy.words} of ${policy.witnesses.length} witnesses, found cosignatures of ${names || "nobody"}`,
    );
  }
  return { cosignatures: [...cosigned.values()], unknownLines };
}
