import { fromHex, type Hex } from "../primitives/bytes.js";
import { verifyBatch, type BatchReport } from "../batch.js";
import { Checks, type Report } from "../checks.js";
import { AuditClient, readBatchView, SequencerClient, type BatchView } from "../client/clients.js";
import { httpLog } from "../log/source.js";
import { verifyLog } from "../log/verify.js";
import { forcedEntries, verifyAnchor, verifyReceiptOnL1 } from "../l1/checks.js";
import { l1At, ROLLUP_ABI } from "../l1/contracts.js";
import { trustFromL1 } from "../l1/trust.js";
import { digestOf } from "../protocol/eip712.js";
import { verifyPromise } from "../promise.js";
import type { Trust } from "../receipt/document.js";
import { domainOf } from "../receipt/trust.js";
import { readTrustFile, verifyReceipt } from "../receipt/verify.js";
import { EXIT, print, readSource, required, UsageError, type CommandLine } from "./io.js";

/** A command: takes the line, prints, returns the exit code. */
export type Command = (line: CommandLine) => Promise<number>;

async function trustOf(line: CommandLine): Promise<Trust> {
  return readTrustFile(await readSource(required(line, "trust")));
}

function theWord(line: CommandLine, what: string): string {
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
  checks.include(offline);
  if (offline.receipt !== undefined && l1 !== undefined) {
    checks.include(await verifyReceiptOnL1(offline.receipt, l1At(l1), readTrustFile(trust)), "l1: ");
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

/** Derives a batch of a live sequencer again; forced entries come from L1. */
export async function checkBatch(
  sequencer: SequencerClient,
  trust: Trust,
  number: bigint,
  l1Url: string | undefined,
): Promise<{ report: BatchReport | Report; view: BatchView }> {
  const view = await sequencer.batch(number);
  const checks = new Checks();
  const { header, headerSignature, cutSignature, beaconSignature, statement, statementSignature } = view;
  if (!header || !headerSignature || !cutSignature || beaconSignature === undefined || !statement) {
    checks.skip("batch", `batch ${number} is ${view.status}: its header or statement is not signed yet`);
    return { report: checks.report(), view };
  }
  const parent = number > 1n ? (await sequencer.batch(number - 1n)).header : undefined;
  const before = parent?.forcedThrough ?? 0n;
  const l1 = l1Url === undefined ? undefined : l1At(l1Url);
  if (header.forcedThrough > before && l1 === undefined) {
    checks.skip("batch", `batch ${number} takes forced entries: give --l1 to read them`);
    return { report: checks.report(), view };
  }
  const { rollup } = trust.domain;
  const at = { address: rollup, abi: ROLLUP_ABI } as const;
  const policy = l1
    ? await l1.readContract({ ...at, functionName: "policyAt", args: [header.l1OriginNumber] })
    : await sequencer.policy();
  const inbox = l1 && header.forcedThrough > before ? await l1.readContract({ ...at, functionName: "forcedInbox" }) : undefined;
  const queue = l1 && inbox ? await forcedEntries(l1, inbox, trust.deploymentBlock) : [];
  const forced = queue.filter(({ index }) => index >= before && index < header.forcedThrough);
  const signed = { header, headerSignature, cutSignature, beaconSignature, statement, statementSignature };
  const report = await verifyBatch({ ...signed, data: await sequencer.data(number), policy, forced, parent }, trust);
  return { report, view };
}

/** `batch NUMBER --sequencer URL --trust FILE [--l1 URL]` */
export const batch: Command = async (line) => {
  const number = numberOf(theWord(line, "the number of a batch"));
  const sequencer = new SequencerClient(required(line, "sequencer"));
  const { report } = await checkBatch(sequencer, await trustOf(line), number, line.options.get("l1"));
  return print(`batch ${number}`, report, line);
};

function numberOf(word: string): bigint {
  if (!/^[1-9][0-9]*$/.test(word)) {
    throw new UsageError(`expected the number of a batch, found ${word}`);
  }
  return BigInt(word);
}

/** Executes a batch of a live sequencer again, with its order and outcomes if they can be had. */
export async function reexecuteBatch(
  sequencer: SequencerClient,
  trust: Trust,
  number: bigint,
  l1: string | undefined,
): Promise<Report> {
  // Loaded here, so that the other commands start without a virtual machine.
  const { reexecute: execute } = await import("../reexecute/index.js");
  const { report, view } = await checkBatch(sequencer, trust, number, l1);
  const checks = new Checks();
  checks.include(report);
  if (view.statement !== undefined && view.header !== undefined) {
    const parent = number > 1n ? (await sequencer.batch(number - 1n)).statement : undefined;
    const genesisHash = number === 1n ? view.header.parentHash : undefined;
    const parentBlockHash = parent?.l2BlockHash ?? genesisHash;
    const batchHash = digestOf(domainOf(trust), "BatchHeader", view.header);
    const claim = { statement: view.statement, header: view.header, batchHash, ...(parentBlockHash ? { parentBlockHash } : {}) };
    checks.include(await execute(await sequencer.witness(number), claim), "execution: ");
  }
  return checks.report();
}

/** `reexecute NUMBER --sequencer URL --trust FILE`, or `reexecute WITNESS --batch FILE --trust FILE` */
export const reexecute: Command = async (line) => {
  const word = theWord(line, "the number of a batch, or a witness file");
  const trust = await trustOf(line);
  const url = line.options.get("sequencer");
  if (url !== undefined) {
    const report = await reexecuteBatch(new SequencerClient(url), trust, numberOf(word), line.options.get("l1"));
    return print(`batch ${word} re-executed`, report, line);
  }
  const { reexecute: execute } = await import("../reexecute/index.js");
  const view = readBatchView(await readSource(required(line, "batch")));
  if (view.statement === undefined) {
    throw new UsageError("expected a batch with a statement in --batch");
  }
  const known = view.header ? { header: view.header, batchHash: digestOf(domainOf(trust), "BatchHeader", view.header) } : {};
  const report = await execute(await readSource(word), { statement: view.statement, ...known });
  return print(
    `batch ${view.statement.number} re-executed: ${report.transactions} transactions in ${report.seconds.toFixed(1)} s`,
    report,
    line,
  );
};

/** `trust --l1 URL --rollup ADDRESS --anchor ADDRESS --audit URL` */
export const trust: Command = async (line) => {
  const [l1, rollup, anchor] = ["l1", "rollup", "anchor"].map((name) => required(line, name)) as [string, Hex, Hex];
  fromHex(rollup);
  const description = await new AuditClient(required(line, "audit")).description();
  console.log(JSON.stringify(await trustFromL1(l1At(l1), rollup, anchor, description), null, 2));
  return 0;
};
