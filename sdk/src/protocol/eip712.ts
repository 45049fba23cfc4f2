import { concat, fromHex, toHex, utf8, type Hex } from "../primitives/bytes.js";
import { keccak256 } from "../primitives/hash.js";
import { memoized } from "../primitives/memo.js";
import { encodeWords, type Member, type ObjectOf } from "../primitives/words.js";
import { recoverAddress } from "../primitives/signature.js";
import { CUT, SIGNED_OBJECTS, type BatchHeader, type Cut, type SignedObject, type SignedObjectName } from "./objects.js";

/** The two variable members of Candor's EIP-712 domain; name is "Candor", version "1" (`spec/protocol.md` §1). */
export interface SigningDomain {
  /** Chain id of L1. */
  readonly l1ChainId: bigint;
  /** Address of the Rollup proxy. */
  readonly rollup: Hex;
}

const DOMAIN_TYPE = "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)";
const DOMAIN_WORDS = [
  ["bytes32", "typeHash"],
  ["bytes32", "name"],
  ["bytes32", "version"],
  ["uint256", "chainId"],
  ["address", "verifyingContract"],
] as const;

const hashOfText = memoized((text: string): Hex => toHex(keccak256(utf8(text))));

/** encodeType of a signed object: no blanks after commas. */
export function encodeType(name: SignedObjectName): string {
  return `${name}(${SIGNED_OBJECTS[name].map(([type, member]) => `${type} ${member}`).join(",")})`;
}

/** keccak256 of {@link encodeType}. */
export function typeHash(name: SignedObjectName): Hex {
  return hashOfText(encodeType(name));
}

/** The separator of a domain. */
export function domainSeparator(domain: SigningDomain): Hex {
  return separatorOf(String(domain.l1ChainId), domain.rollup);
}

const separatorOf = memoized((l1ChainId: string, rollup: string): Hex => {
  const words = {
    typeHash: hashOfText(DOMAIN_TYPE),
    name: hashOfText("Candor"),
    version: hashOfText("1"),
    chainId: BigInt(l1ChainId),
    verifyingContract: rollup as Hex,
  };
  return toHex(keccak256(encodeWords(DOMAIN_WORDS, words)));
});

/** hashStruct of a signed object. */
export function structHash<N extends SignedObjectName>(name: N, object: SignedObject<N>): Hex {
  const members = SIGNED_OBJECTS[name] as readonly Member[];
  return toHex(keccak256(concat(fromHex(typeHash(name)), encodeWords(members, object as ObjectOf<readonly Member[]>))));
}

/** `keccak256(0x1901 ‖ domainSeparator ‖ hashStruct(object))`: what is signed, and the name of the object. */
export function digestOf<N extends SignedObjectName>(domain: SigningDomain, name: N, object: SignedObject<N>): Hex {
  return toHex(keccak256(concat(Uint8Array.of(0x19, 0x01), fromHex(domainSeparator(domain)), fromHex(structHash(name, object)))));
}

/** The account that signed an object, undefined when the signature has not the one accepted form. */
export function signerOf<N extends SignedObjectName>(
  domain: SigningDomain,
  name: N,
  object: SignedObject<N>,
  signature: Hex | Uint8Array,
): Hex | undefined {
  return recoverAddress(digestOf(domain, name, object), signature);
}

/** The cut that a header continues: all its members stand in the header. */
export function cutOfHeader(header: BatchHeader): Cut {
  const members = header as unknown as Record<string, number | bigint | Hex>;
  return Object.fromEntries(CUT.map(([, name]) => [name, members[name]])) as unknown as Cut;
}
