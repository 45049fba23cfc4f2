import { equalBytes } from "../primitives/bytes.js";
import { KEY_TYPE, LogError, readVerifierKey, type VerifierKey } from "./note.js";

/** Who must have cosigned a checkpoint (c2sp.org/tlog-policy). */
export interface WitnessPolicy {
  readonly logs: readonly VerifierKey[];
  readonly witnesses: readonly VerifierKey[];
  /** True when the witnesses that cosigned (places in `witnesses`) are enough. */
  readonly isSatisfied: (cosigned: ReadonlySet<number>) => boolean;
  /** The rule in words, for messages. */
  readonly words: string;
}

type Rule = (cosigned: ReadonlySet<number>) => boolean;

interface Draft {
  readonly logs: VerifierKey[];
  readonly witnesses: VerifierKey[];
  readonly rules: Map<string, Rule>;
  quorum: string | undefined;
  readonly used: Set<string>;
}

/** Reads a policy. @throws LogError naming the line */
export function readPolicy(text: string): WitnessPolicy {
  const draft: Draft = { logs: [], witnesses: [], rules: new Map(), quorum: undefined, used: new Set() };
  for (const [i, line] of text.split("\n").entries()) {
    const words = line.trim().split(/[ \t]+/);
    if (words[0] !== "" && !words[0]!.startsWith("#")) {
      readLine(draft, words, i + 1);
    }
  }
  if (draft.quorum === undefined) {
    throw new LogError("policy: expected a quorum line, found none");
  }
  const rule: Rule = draft.quorum === "none" ? () => true : draft.rules.get(draft.quorum)!;
  return { logs: draft.logs, witnesses: draft.witnesses, isSatisfied: rule, words: `quorum ${draft.quorum}` };
}

function readLine(draft: Draft, words: string[], number: number): void {
  const [keyword, ...rest] = words;
  const fail = (expected: string): never => {
    throw new LogError(`policy, line ${number}: expected ${expected}, found ${words.join(" ").slice(0, 120)}`);
  };
  if (keyword === "log" && (rest.length === 1 || rest.length === 2)) {
    const key = readVerifierKey(rest[0]!);
    draft.logs.push(key.type === KEY_TYPE.ED25519 ? key : fail("an Ed25519 key of the log"));
  } else if (keyword === "witness" && (rest.length === 2 || rest.length === 3)) {
    addWitness(draft, rest[0]!, readVerifierKey(rest[1]!), fail);
  } else if (keyword === "group" && rest.length >= 3) {
    addGroup(draft, rest, fail);
  } else if (keyword === "quorum" && rest.length === 1) {
    if (draft.quorum !== undefined || (rest[0] !== "none" && !draft.rules.has(rest[0]!))) {
      fail("one quorum line that names a witness, a group or none");
    }
    draft.quorum = rest[0];
  } else {
    fail("a line log, witness, group or quorum");
  }
}

function define(draft: Draft, name: string, rule: Rule, fail: (expected: string) => never): void {
  if (name === "none" || draft.rules.has(name)) {
    fail("a name that is not taken");
  }
  draft.rules.set(name, rule);
}

function addWitness(draft: Draft, name: string, key: VerifierKey, fail: (expected: string) => never): void {
  if (key.type !== KEY_TYPE.COSIGNATURE || draft.witnesses.some((other) => equalBytes(other.key, key.key))) {
    fail("a cosigner's key, each once");
  }
  const place = draft.witnesses.length;
  draft.witnesses.push(key);
  define(draft, name, (cosigned) => cosigned.has(place), fail);
}

function addGroup(draft: Draft, rest: string[], fail: (expected: string) => never): void {
  const [name, threshold, ...members] = rest as [string, string, ...string[]];
  const needed =
    threshold === "all" ? members.length : threshold === "any" ? 1 : /^[1-9][0-9]*$/.test(threshold) ? Number(threshold) : 0;
  if (needed < 1 || needed > members.length || members.some((member) => !draft.rules.has(member) || draft.used.has(member))) {
    fail("a threshold of 1 to the number of members, each defined above and in no other group");
  }
  if (new Set(members).size !== members.length) {
    fail("each member once");
  }
  members.forEach((member) => draft.used.add(member));
  const rules = members.map((member) => draft.rules.get(member)!);
  define(draft, name, (cosigned) => rules.filter((rule) => rule(cosigned)).length >= needed, fail);
}
