import type { Hex } from "../primitives/bytes.js";
import { verifyBatch, type BatchReport } from "../batch.js";
import { Checks, type Report } from "../checks.js";
import { AuditClient, readBatchView, SequencerClient, type BatchView } from "../client/clients.js";
import { LoggedOutcomes } from "../client/outcomes.js";
import { forcedEntries } from "../l1/checks.js";
import { l1At, ROLLUP_ABI } from "../l1/contracts.js";
import { dataOnL1 } from "../l1/posting.js";
import { digestOf } from "../protocol/eip712.js";
import type { Policy } from "../protocol/objects.js";
import { policyHash } from "../protocol/policy.js";
import type { Trust } from "../receipt/document.js";
import { domainOf } from "../receipt/trust.js";
import { theWord, trustOf, type Command } from "./commands.js";
import { print, readSource, required, UsageError, type CommandLine } from "./io.js";

/** Where the parts of a batch come from; what is not there makes checks stay open. */
export interface BatchSources {
  readonly sequencer: SequencerClient;
  readonly trust: Trust;
  /** L1 endpoint. */
  readonly l1: string | undefined;
  readonly outcomes: LoggedOutcomes | undefined;
}

/** The sources that a command line names. */
export async function sourcesOf(line: CommandLine): Promise<BatchSources> {
  const audit = line.options.get("audit");
  return {
    sequencer: new SequencerClient(required(line, "sequencer")),
    trust: await trustOf(line),
    l1: line.options.get("l1"),
    outcomes: audit === undefined ? undefined : new LoggedOutcomes(new AuditClient(audit)),
  };
}

/** Name of what stays open while a batch is not signed: ask again later. */
export const NOT_SIGNED = "batch.signatures";

/** A batch that was derived again, as far as it could be. */
export interface DerivedBatch {
  readonly report: BatchReport | Report;
  readonly view: BatchView;
  readonly policy?: Policy;
  /** The parent batch, as the sequencer has it. */
  readonly parent?: BatchView | undefined;
}

/** Derives a batch of a live sequencer again; forced entries and the policy in force come from L1. */
export async function checkBatch({ sequencer, trust, l1: l1Url }: BatchSources, number: bigint): Promise<DerivedBatch> {
  const view = await sequencer.batch(number);
  const checks = new Checks();
  const { header, headerSignature, cutSignature, beaconSignature, statement, statementSignature } = view;
  if (!header || !headerSignature || !cutSignature || beaconSignature === undefined || !statement) {
    checks.skip(NOT_SIGNED, `batch ${number} is ${view.status}: its header or statement is not signed yet`);
    return { report: checks.report(), view };
  }
  const parent = number > 1n ? await sequencer.batch(number - 1n) : undefined;
  const before = parent?.header?.forcedThrough ?? 0n;
  const l1 = l1Url === undefined ? undefined : l1At(l1Url);
  if (header.forcedThrough > before && l1 === undefined) {
    checks.skip("batch", `batch ${number} takes forced entries: give --l1 to read them`);
    return { report: checks.report(), view, parent };
  }
  const { rollup } = trust.domain;
  const at = { address: rollup, abi: ROLLUP_ABI } as const;
  const policy = l1
    ? await l1.readContract({ ...at, functionName: "policyAt", args: [header.l1OriginNumber] })
    : await sequencer.policy();
  if (l1 === undefined && policyHash(policy) !== header.policyHash) {
    checks.skip(
      "header.policyHash",
      `batch ${number} was sealed under another policy than today's: give --l1 to read the one in force at L1 block ${header.l1OriginNumber}`,
    );
    return { report: checks.report(), view, parent };
  }
  if (l1 === undefined) {
    checks.skip("header.policyHash", `whether L1 had this policy in force at block ${header.l1OriginNumber}: give --l1`);
  }
  const inbox = l1 && header.forcedThrough > before ? await l1.readContract({ ...at, functionName: "forcedInbox" }) : undefined;
  const queue = l1 && inbox ? await forcedEntries(l1, inbox, trust.deploymentBlock) : [];
  const forced = queue.filter(({ index }) => index >= before && index < header.forcedThrough);
  const signed = { header, headerSignature, cutSignature, beaconSignature, statement, statementSignature };
  const onL1 = l1 && (await dataOnL1(l1, trust, header));
  if (onL1 === undefined) {
    const why = l1 ? "the batch is not posted yet" : "give --l1";
    checks.skip("data", `whether L1 has the data of batch ${number}: ${why}; the sequencer's was taken`);
  }
  const data = onL1 ?? (await sequencer.data(number));
  const report = await verifyBatch({ ...signed, data, policy, forced, parent: parent?.header }, trust);
  checks.include(report);
  return { report: { ...report, ...checks.report() }, view, policy, parent };
}

/** `batch NUMBER --sequencer URL --trust FILE [--l1 URL]` */
export const batch: Command = async (line) => {
  const number = numberOf(theWord(line, "the number of a batch"));
  const { report } = await checkBatch(await sourcesOf(line), number);
  return print(`batch ${number}`, report, line);
};

function numberOf(word: string): bigint {
  if (!/^[1-9][0-9]*$/.test(word)) {
    throw new UsageError(`expected the number of a batch, found ${word}`);
  }
  return BigInt(word);
}

/** Executes a batch of a live sequencer again, in the order that its data gives and against the outcomes that the log tells. */
export async function reexecuteBatch(sources: BatchSources, number: bigint): Promise<Report> {
  // Loaded here, so that the other commands start without a virtual machine.
  const { reexecute: execute } = await import("../reexecute/index.js");
  const { sequencer, trust } = sources;
  const { report, view, policy, parent } = await checkBatch(sources, number);
  const checks = new Checks();
  checks.include(report);
  if (view.statement !== undefined && view.header !== undefined) {
    const domain = domainOf(trust);
    const executionHash = digestOf(domain, "ExecutionStatement", view.statement);
    const outcomes = await sources.outcomes?.of(executionHash);
    if (sources.outcomes !== undefined && outcomes === undefined) {
      checks.skip("outcomes", `the published log does not tell of batch ${number}'s execution yet`);
    } else if (outcomes === undefined) {
      checks.skip("outcomes", "what the log says of each transaction: give --audit, and the first one that differs is named");
    }
    const parentBlockHash = number === 1n ? trust.genesisHash : parent?.statement?.l2BlockHash;
    const claim = {
      ...{ statement: view.statement, header: view.header, batchHash: digestOf(domain, "BatchHeader", view.header) },
      ...(policy && { feeRecipient: policy.feeRecipient }),
      ...(parentBlockHash && { parentBlockHash }),
      ...(outcomes && { outcomes }),
      ...orderOf(report, view.header.txCount),
    };
    const execution = await execute(await sequencer.witness(number), claim);
    checks.include(execution, "execution: ");
    const all = checks.report();
    return { ...all, ok: all.ok && execution.ok };
  }
  return { ...checks.report(), ok: false };
}

function orderOf(report: BatchReport | Report, txCount: number): { order?: { txHash: Hex; raw: Uint8Array | undefined }[] } {
  if (!("order" in report) || report.order.length !== txCount) {
    return {};
  }
  return { order: report.order.map(({ txHash }, position) => ({ txHash, raw: report.raws[position] })) };
}

/** `reexecute NUMBER --sequencer URL --trust FILE [--audit URL] [--l1 URL]`, or `reexecute WITNESS --batch FILE --trust FILE` */
export const reexecute: Command = async (line) => {
  const word = theWord(line, "the number of a batch, or a witness file");
  if (line.options.has("sequencer")) {
    return print(`batch ${word} re-executed`, await reexecuteBatch(await sourcesOf(line), numberOf(word)), line);
  }
  const trust = await trustOf(line);
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
