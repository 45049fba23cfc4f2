import { fromUtf8, toHex, type Hex } from "../primitives/bytes.js";
import { Checks, type Report } from "../checks.js";
import { promiseOfRecord } from "../protocol/arrivals.js";
import { readCloudEvent, TOPIC, type Entry } from "../log/entries.js";
import { LogError } from "../log/note.js";
import type { LogSource } from "../log/source.js";
import { LogState, verifyLog } from "../log/verify.js";
import { digestOf, signerOf } from "../protocol/eip712.js";
import { BATCH_HEADER, INCLUSION_PROMISE, type BatchHeader } from "../protocol/objects.js";
import type { Trust } from "../receipt/document.js";
import { FormError, members, parseJson } from "../receipt/json.js";
import { domainOf, orderKeyAtTime } from "../receipt/trust.js";

/** Arrivals and promises remembered for comparing, at most. */
const REMEMBERED = 200_000;

/** What a round found; `evidence` is what shows the contradiction to others. */
export interface RoundReport extends Report {
  readonly evidence: readonly unknown[];
  readonly size: bigint;
  /** Headers that were sealed in this round. */
  readonly sealed: readonly BatchHeader[];
}

/**
 * Follows a log as a monitor: every new checkpoint must continue what was read before, every promise in it must be what its arrival demands
 * and signed by the order key, no two headers may claim one place, and no promise may be overdue.
 */
export class Monitor {
  private readonly state = new LogState();
  private readonly records = new Map<bigint, Uint8Array>();
  private readonly headers = new Map<string, { hash: Hex; event: unknown }>();
  private readonly overdue = new Map<bigint, { includeBy: bigint; event: unknown }>();
  private readonly covered = new Map<string, { until: bigint }>();
  private coveredThrough = 0n;
  private evidence: unknown[] = [];
  private sealed: BatchHeader[] = [];

  constructor(
    private readonly source: LogSource,
    private readonly trust: Trust,
  ) {}

  /** Reads what is new. @param nowSeconds by L1's clock, for judging deadlines; undefined leaves them */
  async round(nowSeconds: bigint | undefined): Promise<RoundReport> {
    this.evidence = [];
    this.sealed = [];
    const checks = new Checks();
    const report = await verifyLog(this.source, this.trust.log, domainOf(this.trust), {
      state: this.state,
      onEntry: (index, entry) => this.take(index, entry, checks),
    });
    checks.include(report, "log: ");
    if (!report.ok) {
      this.evidence.push({ checkpoint: report.note, readBefore: String(this.state.tree.size) });
    }
    for (const [seq, { includeBy, event }] of this.overdue) {
      if (seq < this.coveredThrough) {
        this.overdue.delete(seq);
      } else if (nowSeconds !== undefined && nowSeconds > includeBy) {
        checks.fail(
          `promise ${seq}`,
          `the promise of arrival ${seq} was broken: due on L1 by ${includeBy}, not posted at ${nowSeconds}`,
        );
        this.evidence.push(event);
      }
    }
    return { ...checks.report(), evidence: this.evidence, size: this.state.tree.size, sealed: this.sealed };
  }

  private take(index: bigint, entry: Entry, checks: Checks): void {
    if (entry.topicId === TOPIC.ARRIVALS && entry.event !== undefined) {
      this.records.set(entry.offset, entry.event);
      this.records.delete(entry.offset - BigInt(REMEMBERED));
      return;
    }
    if (entry.event === undefined || (entry.topicId !== TOPIC.PROMISES && entry.topicId !== TOPIC.BATCHES)) {
      return;
    }
    try {
      const { type, value } = readCloudEvent(entry.event);
      const json = parseJson(fromUtf8(value)) as Record<string, unknown>;
      this.event(`entry ${index}`, type, json, checks);
    } catch (failure) {
      if (!(failure instanceof LogError || failure instanceof FormError || failure instanceof TypeError)) {
        throw failure;
      }
      checks.skip(`entry ${index}`, `an event that cannot be read: ${failure.message}`);
    }
  }

  private event(name: string, type: string, json: Record<string, unknown>, checks: Checks): void {
    if (type === "dev.candor.PromiseIssued.v1") {
      this.promise(name, json, checks);
    } else if (type === "dev.candor.BatchSealed.v1") {
      this.header(name, json, checks);
    } else if (type === "dev.candor.BatchPosted.v1") {
      const batch = this.covered.get(`${String(json["generation"])}/${String(json["number"])}`);
      if (batch !== undefined && batch.until > this.coveredThrough) {
        this.coveredThrough = batch.until;
      }
    }
  }

  private promise(name: string, json: Record<string, unknown>, checks: Checks): void {
    const promise = members(INCLUSION_PROMISE)(json["promise"], "promise");
    const signer = signerOf(domainOf(this.trust), "InclusionPromise", promise, String(json["signature"]) as Hex);
    const key = orderKeyAtTime(this.trust, promise.receivedAtMillis);
    if (signer === undefined || signer !== key) {
      checks.skip(name, `a promise that the order key did not sign: nobody's promise`);
      return;
    }
    const record = this.records.get(promise.seq);
    const expected = record && promiseOfRecord(this.trust.domain.rollupId, promise.seq, record);
    const same =
      record === undefined ||
      (expected !== undefined && INCLUSION_PROMISE.every(([, member]) => expected[member] === promise[member]));
    checks.that(
      name,
      same,
      `promise ${promise.seq} is what its arrival demands`,
      `promise ${promise.seq} says something else than arrival ${promise.seq}`,
    );
    if (!same) {
      this.evidence.push(json, { record: record && toHex(record) });
    }
    if (promise.seq >= this.coveredThrough) {
      this.overdue.set(promise.seq, { includeBy: promise.includeBy, event: json });
    }
  }

  private header(name: string, json: Record<string, unknown>, checks: Checks): void {
    const header = members(BATCH_HEADER)(json["header"], "header");
    const place = `${header.generation}/${header.number}`;
    const hash = digestOf(domainOf(this.trust), "BatchHeader", header);
    const before = this.headers.get(place);
    const once = before === undefined || before.hash === hash;
    checks.that(
      name,
      once,
      `one header for batch ${header.number} of generation ${header.generation}`,
      `two signed headers for batch ${header.number} of generation ${header.generation}: equivocation`,
    );
    if (!once) {
      this.evidence.push(before.event, json);
    }
    this.headers.set(place, { hash, event: json });
    this.covered.set(place, { until: header.firstSeq + header.seqCount });
    this.sealed.push(header);
  }
}
