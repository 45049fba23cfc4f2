import { fromHex, toHex, utf8, type Hex } from "./bytes.js";
import { memoized } from "./memo.js";
import { keccak256 } from "./hash.js";

/** The zero address: nobody. */
export const NOBODY: Hex = "0x0000000000000000000000000000000000000000";

/** Twenty bytes as a checksummed address (ERC-55). */
export function checksumAddress(address: Uint8Array | string): Hex {
  const digits = (typeof address === "string" ? toHex(fromHex(address)) : toHex(address)).slice(2);
  if (digits.length !== 40) {
    throw new RangeError(`expected an address of 20 bytes, found ${digits.length / 2}`);
  }
  return checksummed(digits);
}

const checksummed = memoized((digits: string): Hex => {
  const hash = toHex(keccak256(utf8(digits))).slice(2);
  let text = "0x";
  for (let i = 0; i < 40; i++) {
    text += parseInt(hash[i]!, 16) >= 8 ? digits[i]!.toUpperCase() : digits[i]!;
  }
  return text as Hex;
});
