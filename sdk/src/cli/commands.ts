import { fromHex, type Hex } from "../primitives/bytes.js";
import { Checks } from "../checks.js";
import { AuditClient } from "../client/clients.js";
import { httpLog } from "../log/source.js";
import { verifyLog } from "../log/verify.js";
import { verifyAnchor, verifyReceiptOnL1 } from "../l1/checks.js";
import { l1At } from "../l1/contracts.js";
import { trustFromL1 } from "../l1/trust.js";
import { verifyPromise } from "../promise.js";
import type { Trust } from "../receipt/document.js";
import { domainOf } from "../receipt/trust.js";
import { readTrustFile, verifyReceipt } from "../receipt/verify.js";
import { EXIT, print, readSource, required, UsageError, type CommandLine } from "./io.js";

/** A command: takes the line, prints, returns the exit code. */
export type Command = (line: CommandLine) => Promise<number>;

/** The trust file that a command line names. */
export async function trustOf(line: CommandLine): Promise<Trust> {
  return readTrustFile(await readSource(required(line, "trust")));
}

/** The one word of a command line. @throws UsageError */
export function theWord(line: CommandLine, what: string): string {
  const [word, ...more] = line.words;
  if (word === undefined || more.length > 0) {
    throw new UsageError(`expected ${what}, found ${line.words.length} words`);
  }
  return word;
}

/** `receipt SOURCE… --trust FILE [--l1 URL]`: a contradiction in any of them is the answer, else a missing verdict. */
export const receipt: Command = async (line) => {
  if (line.words.length === 0) {
    throw new UsageError("expected receipts: files or URLs, found none");
  }
  const trust = await readSource(required(line, "trust"));
  let answer: number = EXIT.VERIFIED;
  for (const source of line.words) {
    const code = await oneReceipt(source, trust, line);
    answer = answer === EXIT.CONTRADICTION || code === EXIT.VERIFIED ? answer : code;
  }
  return answer;
};

async function oneReceipt(source: string, trust: string, line: CommandLine): Promise<number> {
  const checks = new Checks();
  const offline = verifyReceipt(await readSource(source), trust, {
    allowUnknownCosigners: line.options.has("other-witnesses"),
  });
  const l1 = line.options.get("l1");
  const audit = line.options.get("audit");
  const consistency =
    audit === undefined ? undefined : (from: bigint, to: bigint) => new AuditClient(audit).consistency(from, to);
  checks.include(offline);
  if (offline.receipt !== undefined && l1 !== undefined) {
    checks.include(await verifyReceiptOnL1(offline.receipt, l1At(l1), readTrustFile(trust), consistency), "l1: ");
  } else if (l1 === undefined) {
    checks.skip("l1", "whether L1 stores the commitment and the keys are the registry's: give --l1");
  }
  return print(`receipt ${offline.receipt?.transaction.hash ?? source}`, checks.report(), line);
}

/** `promise SOURCE --trust FILE [--raw HEX]` */
export const promise: Command = async (line) => {
  const source = theWord(line, "a promise: a file or URL");
  const report = verifyPromise(
    await readSource(source),
    await readSource(required(line, "trust")),
    line.options.get("raw") as Hex | undefined,
  );
  return print("promise", report, line);
};

/** `log URL --trust FILE [--l1 URL]`: the whole log, and its anchors if L1 is given. */
export const log: Command = async (line) => {
  const prefix = theWord(line, "the URL of a log, under which checkpoint and tile/ are");
  const trust = await trustOf(line);
  const checks = new Checks();
  const l1 = line.options.get("l1");
  const anchors = l1 === undefined ? undefined : await verifyAnchor(l1At(l1), trust);
  if (anchors !== undefined) {
    checks.include(anchors);
  }
  const known = (anchors?.anchors ?? []).map((anchor) => ({ ...anchor, from: `anchor of size ${anchor.size}` }));
  const report = await verifyLog(httpLog(prefix), trust.log, domainOf(trust), { known });
  checks.include(report);
  return print(`log ${trust.log.origin}, ${report.checkpoint?.size ?? 0} entries`, checks.report(), line);
};

/** `trust --l1 URL --rollup ADDRESS --anchor ADDRESS --audit URL` */
export const trust: Command = async (line) => {
  const [l1, rollup, anchor] = ["l1", "rollup", "anchor"].map((name) => required(line, name)) as [string, Hex, Hex];
  fromHex(rollup);
  const description = await new AuditClient(required(line, "audit")).description();
  console.log(JSON.stringify(await trustFromL1(l1At(l1), rollup, anchor, description), null, 2));
  return 0;
};
