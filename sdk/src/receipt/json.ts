import { checksumAddress } from "../primitives/address.js";
import { isHex, type Hex } from "../primitives/bytes.js";
import { bitsOf, type Member, type ObjectOf } from "../primitives/words.js";

/** Strict reading of JSON documents in the forms of `spec/protocol.md` §1: nothing missing, nothing more, every value canonical. */

/** Thrown when a document has not its form; `part` is the path of the member. */
export class FormError extends Error {
  constructor(
    readonly part: string,
    message: string,
  ) {
    super(message);
  }
}

/** Reads one value at a path. */
export type Reader<T> = (value: unknown, path: string) => T;

/** Members of a JSON object in document order, each with its reader. */
export type Shape = Record<string, Reader<unknown>>;
type Read<S extends Shape> = { [K in keyof S]: S[K] extends Reader<infer T> ? T : never };

function describe(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value).slice(0, 100);
}

function refuse(path: string, expected: string, value: unknown): never {
  throw new FormError(path, `expected ${expected}, found ${describe(value)}`);
}

/** An object with exactly these members. */
export function object<S extends Shape>(shape: S): Reader<Read<S>> {
  return (value, path) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      return refuse(path, "an object", value);
    }
    const given = value as Record<string, unknown>;
    const below = (name: string) => (path === "" ? name : `${path}.${name}`);
    for (const name of Object.keys(given)) {
      if (!Object.hasOwn(shape, name)) {
        throw new FormError(below(name), "expected no such member here");
      }
    }
    for (const [name, read] of Object.entries(shape)) {
      if (!Object.hasOwn(given, name) && !OPTIONAL.has(read)) {
        throw new FormError(below(name), "expected this member, found none");
      }
    }
    return Object.fromEntries(Object.entries(shape).map(([name, read]) => [name, read(given[name], below(name))])) as Read<S>;
  };
}

const OPTIONAL = new WeakSet<Reader<unknown>>();

/** A member that may be left out of its object; it is never null. */
export function optional<T>(read: Reader<T>): Reader<T | undefined> {
  const reader: Reader<T | undefined> = (value, path) => (value === undefined ? undefined : read(value, path));
  OPTIONAL.add(reader);
  return reader;
}

/** A list of at most `maximum` items. */
export function list<T>(read: Reader<T>, maximum: number): Reader<T[]> {
  return (value, path) => {
    if (!Array.isArray(value) || value.length > maximum) {
      return refuse(path, `a list of at most ${maximum}`, Array.isArray(value) ? `${value.length} items` : value);
    }
    return value.map((item, i) => read(item, `${path}[${i}]`));
  };
}

/** The value or null. */
export function nullable<T>(read: Reader<T>): Reader<T | null> {
  return (value, path) => (value === null ? null : read(value, path));
}

/** Text. */
export const text: Reader<string> = (value, path) => (typeof value === "string" ? value : refuse(path, "a text", value));

/** One of some words. */
export function word<W extends string>(...words: W[]): Reader<W> {
  return (value, path) => words.find((one) => one === value) ?? refuse(path, words.join(" or "), value);
}

/** Any bytes in lower-case 0x-hex. */
export const bytes: Reader<Hex> = (value, path) => (isHex(value) ? value : refuse(path, "bytes in lower-case 0x-hex", value));

/** Bytes of a fixed length. */
export function fixed(length: number): Reader<Hex> {
  return (value, path) =>
    isHex(value) && value.length === 2 + 2 * length ? value : refuse(path, `${length} bytes in lower-case 0x-hex`, value);
}

/** 32 bytes. */
export const hash: Reader<Hex> = fixed(32);
/** `r‖s‖v`. */
export const signature: Reader<Hex> = fixed(65);

/** A checksummed address (ERC-55). */
export const address: Reader<Hex> = (value, path) => {
  if (typeof value !== "string" || !/^0x[0-9a-fA-F]{40}$/.test(value) || checksumAddress(value) !== value) {
    return refuse(path, "a checksummed address", value);
  }
  return value as Hex;
};

/** An integer below 2^32 as a JSON number. */
export function small(bits: number): Reader<number> {
  return (value, path) =>
    typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 2 ** bits && !Object.is(value, -0)
      ? value
      : refuse(path, `a number of ${bits} bits`, value);
}

/** An integer of 64 bits or more as a decimal string. */
export function large(bits: number): Reader<bigint> {
  return (value, path) =>
    typeof value === "string" && /^(0|[1-9][0-9]*)$/.test(value) && value.length <= 78 && BigInt(value) >> BigInt(bits) === 0n
      ? BigInt(value)
      : refuse(path, `an integer of ${bits} bits as a decimal string`, value);
}

/** An unsigned integer of 64 bits. */
export const uint64: Reader<bigint> = large(64);

function ofType(type: Member[0]): Reader<unknown> {
  const bits = bitsOf(type);
  return bits === undefined ? (type === "address" ? address : hash) : bits <= 32 ? small(bits) : large(bits);
}

/** A struct by its list of members. */
export function members<M extends readonly Member[]>(list: M): Reader<ObjectOf<M>> {
  return object(Object.fromEntries(list.map(([type, name]) => [name, ofType(type)]))) as unknown as Reader<ObjectOf<M>>;
}

/** Writes a struct in its JSON form: 64 bits and more as decimal strings. */
export function toJson<M extends readonly Member[]>(list: M, value: ObjectOf<M>): Record<string, string | number> {
  const values = value as Record<string, string | number | bigint>;
  return Object.fromEntries(
    list.map(([, name]) => [name, typeof values[name] === "bigint" ? String(values[name]) : values[name]!]),
  );
}

/** Nesting of a document at most. */
const MAX_DEPTH = 32;

/** Parses JSON text. A member that stands twice in one object is refused: readers would disagree on which one counts. @throws FormError */
export function parseJson(source: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (failure) {
    throw new FormError("", `expected JSON, found text that is none: ${(failure as Error).message}`);
  }
  refuseRepeatedMembers(source);
  return value;
}

/** Walks text that is known to be JSON: strings followed by a colon are the names of the object that is open. */
function refuseRepeatedMembers(source: string): void {
  const open: (Set<string> | undefined)[] = [];
  const token = /"(?:[^"\\]|\\.)*"|[{}[\]]/g;
  for (let match = token.exec(source); match !== null; match = token.exec(source)) {
    const found = match[0];
    if (found === "{" || found === "[") {
      open.push(found === "{" ? new Set() : undefined);
    } else if (found === "}" || found === "]") {
      open.pop();
    } else if (/^\s*:/.test(source.slice(token.lastIndex, token.lastIndex + 64))) {
      const name = JSON.parse(found) as string;
      if (open.at(-1)?.has(name)) {
        throw new FormError(name, `expected the member ${name} once, found it twice in one object`);
      }
      open.at(-1)?.add(name);
    }
    if (open.length > MAX_DEPTH) {
      throw new FormError("", `expected a document nested at most ${MAX_DEPTH} deep`);
    }
  }
}
