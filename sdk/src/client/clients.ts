import { fromHex, type Hex } from "../primitives/bytes.js";
import {
  BATCH_HEADER,
  EXECUTION_STATEMENT,
  POLICY,
  type BatchHeader,
  type ExecutionStatement,
  type Policy,
} from "../protocol/objects.js";
import { httpLog, type LogSource } from "../log/source.js";
import { bytes, FormError, list, members, parseJson, signature } from "../receipt/json.js";
import { getBytes, getText, postJson } from "./http.js";

/** A batch as `GET /v1/batches/{number}` of the sequencer has it; members that do not exist yet are undefined. */
export interface BatchView {
  readonly status: string;
  readonly header: BatchHeader | undefined;
  readonly headerSignature: Hex | undefined;
  readonly cutSignature: Hex | undefined;
  readonly beaconSignature: Hex | undefined;
  readonly statement: ExecutionStatement | undefined;
  readonly statementSignature: Hex | undefined;
}

function trimmed(url: string): string {
  return url.replace(/\/+$/, "");
}

/** The sequencer's REST door. */
export class SequencerClient {
  private readonly base: string;

  constructor(
    url: string,
    private readonly fetcher: typeof fetch = fetch,
  ) {
    this.base = trimmed(url);
  }

  /** Sends a raw transaction; the answer is the promise and its signature. @throws ProblemError with the signed refusal */
  send(rawTx: Hex): Promise<unknown> {
    return postJson(`${this.base}/v1/transactions`, { rawTx }, this.fetcher);
  }

  /** One batch. @throws ProblemError */
  async batch(number: bigint): Promise<BatchView> {
    return readBatchView(await getText(`${this.base}/v1/batches/${number}`, this.fetcher));
  }

  /** The newest batch's number, 0 before the first. */
  async newest(): Promise<bigint> {
    const page = parseJson(await getText(`${this.base}/v1/batches?limit=1`, this.fetcher)) as { batches?: { number: string }[] };
    return BigInt(page.batches?.[0]?.number ?? 0);
  }

  /** The data of a batch, chunks joined. */
  data(number: bigint): Promise<Uint8Array> {
    return getBytes(`${this.base}/v1/batches/${number}/data`, this.fetcher);
  }

  /** The execution witness of a batch, as text. */
  witness(number: bigint): Promise<string> {
    return getText(`${this.base}/v1/batches/${number}/witness`, this.fetcher);
  }

  /** The policy in force now. */
  async policy(): Promise<Policy> {
    const answer = parseJson(await getText(`${this.base}/v1/policy`, this.fetcher)) as { policy?: unknown };
    return members(POLICY)(answer.policy, "policy");
  }
}

/** Reads a batch as the sequencer's door has it. @throws FormError */
export function readBatchView(text: string): BatchView {
  const view = parseJson(text) as Record<string, unknown>;
  const read = <T>(name: string, reader: (value: unknown, path: string) => T): T | undefined =>
    view[name] === undefined || view[name] === null ? undefined : reader(view[name], name);
  return {
    status: String(view["status"] ?? ""),
    header: read("header", members(BATCH_HEADER)),
    headerSignature: read("headerSignature", signature),
    cutSignature: read("cutSignature", signature),
    beaconSignature: read("beaconSignature", bytes),
    statement: read("statement", members(EXECUTION_STATEMENT)),
    statementSignature: read("statementSignature", signature),
  };
}

/** One event as `GET /v1/events` of the audit service has it; `event` is absent when it is long (`hashed`). */
export interface LoggedEvent {
  readonly index: string;
  readonly hashed?: boolean;
  readonly event?: unknown;
}

/** The audit service's REST door and log. */
export class AuditClient {
  private readonly base: string;

  constructor(
    url: string,
    private readonly fetcher: typeof fetch = fetch,
  ) {
    this.base = trimmed(url);
  }

  /** The receipt of a transaction, as text. @throws ProblemError */
  receipt(txHash: Hex): Promise<string> {
    return getText(`${this.base}/v1/receipts/${txHash}`, this.fetcher);
  }

  /** The log's public bytes. */
  log(rollupId: bigint): LogSource {
    return httpLog(`${this.base}/log/${rollupId}`, this.fetcher);
  }

  /** The event of a log entry that holds only its hash. */
  event(index: bigint): Promise<Uint8Array> {
    return getBytes(`${this.base}/v1/entries/${index}/event`, this.fetcher);
  }

  /** A page of the log's events of one type, from an index on; `next` is what to ask from to go on. */
  async events(type: string, since: bigint, limit = 100): Promise<{ events: LoggedEvent[]; next: bigint }> {
    const url = `${this.base}/v1/events?type=${type}&since=${since}&limit=${limit}`;
    const page = parseJson(await getText(url, this.fetcher)) as { events?: LoggedEvent[]; next?: string };
    if (!Array.isArray(page.events) || !/^[0-9]{1,20}$/.test(page.next ?? "")) {
      throw new FormError("events", `expected a page of events with next, found another answer of ${url}`);
    }
    return { events: page.events, next: BigInt(page.next!) };
  }

  /** Nodes of the consistency proof between two sizes of the log. */
  async consistency(from: bigint, to: bigint): Promise<Uint8Array[]> {
    const text = await getText(`${this.base}/v1/proofs/consistency?from=${from}&to=${to}`, this.fetcher);
    return list(bytes, 128)((parseJson(text) as { nodes?: unknown }).nodes, "nodes").map(fromHex);
  }

  /** The log's name, keys and policy. */
  async description(): Promise<{ origin: string; verifierKeys: string[]; policy: string }> {
    return parseJson(await getText(`${this.base}/v1/log`, this.fetcher)) as {
      origin: string;
      verifierKeys: string[];
      policy: string;
    };
  }
}
