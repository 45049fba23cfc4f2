import { fromHex, fromUtf8, type Hex } from "../primitives/bytes.js";
import { readCloudEvent } from "../log/entries.js";
import { decodeOutcomes, type Outcome } from "../protocol/outcomes.js";
import { bytes, FormError, parseJson } from "../receipt/json.js";
import type { AuditClient, LoggedEvent } from "./clients.js";

/** Batches whose outcomes are kept, at most. */
const REMEMBERED = 1_024;

/**
 * Outcome and gas of each position of a batch, from the log's BatchExecuted events. They are not signed one by one: `outcomesRoot` of the
 * signed statement says whether they are the right ones.
 */
export class LoggedOutcomes {
  private readonly found = new Map<Hex, readonly Outcome[]>();
  private next = 0n;

  constructor(private readonly audit: AuditClient) {}

  /** The outcomes that were logged with this execution statement, undefined while the published log has none. @throws ProblemError, FormError */
  async of(executionHash: Hex): Promise<readonly Outcome[] | undefined> {
    while (!this.found.has(executionHash)) {
      const page = await this.audit.events("BatchExecuted", this.next);
      for (const event of page.events) {
        await this.take(event);
      }
      const isEnd = page.next <= this.next || page.events.length === 0;
      this.next = page.next > this.next ? page.next : this.next;
      if (isEnd) {
        break;
      }
    }
    return this.found.get(executionHash);
  }

  private async take(logged: LoggedEvent): Promise<void> {
    const value = (logged.hashed ? await this.whole(BigInt(logged.index)) : logged.event) as Record<string, unknown> | undefined;
    const path = `events[${logged.index}]`;
    const outcomes = decodeOutcomes(fromHex(bytes(value?.["outcomes"], `${path}.outcomes`)));
    if (outcomes === undefined) {
      throw new FormError(`${path}.outcomes`, "expected outcome and gas of each position, found bytes of another form");
    }
    this.found.set(bytes(value?.["executionHash"], `${path}.executionHash`), outcomes);
    for (const oldest of [...this.found.keys()].slice(0, Math.max(0, this.found.size - REMEMBERED))) {
      this.found.delete(oldest);
    }
  }

  private async whole(index: bigint): Promise<unknown> {
    return parseJson(fromUtf8(readCloudEvent(await this.audit.event(index)).value));
  }
}
