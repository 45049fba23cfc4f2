import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/* eslint-disable @typescript-eslint/no-explicit-any -- vectors are read as they are, each test knows their form */

/** The repository's `spec/`, seen from `build/test`. */
const SPEC = fileURLToPath(new URL("../../../spec/", import.meta.url));

export function vectors(name: string): any {
  return JSON.parse(readFileSync(`${SPEC}vectors/${name}.json`, "utf8"));
}

export function sample(event: string): any {
  return JSON.parse(readFileSync(`${SPEC}events/v1/${event}.sample.json`, "utf8"));
}

/** Decimal strings to bigint wherever a member list says uint64 or uint256. */
export function objectOf(members: readonly (readonly [string, string])[], json: any): any {
  return Object.fromEntries(
    members.map(([type, name]) => [name, type === "uint64" || type === "uint256" ? BigInt(json[name]) : json[name]]),
  );
}
