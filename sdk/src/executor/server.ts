import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { fromHex, toHex } from "../primitives/bytes.js";
import { BATCH_HEADER } from "../protocol/objects.js";
import { address, bytes, FormError, hash, list, members, nullable, object, parseJson, uint64 } from "../receipt/json.js";
import { UnknownParent, type BatchToExecute, type Executor } from "./executor.js";

/** A batch has at most 8 MiB of data; in hex and with what stands around each transaction. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;
const MAX_TRANSACTIONS = 100_000;
/** Batches that wait for the one that is being executed. */
const MAX_WAITING = 4;
const RETRY_AFTER_SECONDS = 1;

const REQUEST = object({
  parentBlockHash: hash,
  header: members(BATCH_HEADER),
  batchHash: hash,
  feeRecipient: address,
  order: list(object({ raw: bytes, paidGas: nullable(uint64) }), MAX_TRANSACTIONS),
});

/** An answer that is no success, as a problem (RFC 9457). */
class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    detail: string,
  ) {
    super(detail);
  }
}

/**
 * An executor over HTTP. `POST /v1/blocks` executes a batch and answers with its block's header and outcomes; 404 means that the parent has to be
 * executed first. `GET /v1/blocks/{hash}` tells the header of an executed block. `GET /v1/status` says what this is.
 */
export function serve(executor: Executor): Server {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (waiting >= MAX_WAITING) {
      throw new Problem(503, "Busy", `expected at most ${MAX_WAITING} batches at once, found as many: try again`);
    }
    waiting++;
    const turn = last.then(work);
    last = turn.catch(() => undefined).finally(() => waiting--);
    return turn;
  }

  async function answer(request: IncomingMessage): Promise<unknown> {
    const path = (request.url ?? "").replace(/\?.*/, "");
    if (path === "/v1/status" && request.method === "GET") {
      return { kind: "ethereumjs", rollupId: String(executor.rollupId), genesisHash: executor.genesisHash };
    }
    if (path === "/v1/blocks" && request.method === "POST") {
      const batch = read(await bodyOf(request), executor.rollupId);
      const { header, outcomes } = await inTurn(() => executor.execute(batch));
      return { header: toHex(header), outcomes: outcomes.map((one) => ({ outcome: one.outcome, gasUsed: String(one.gasUsed) })) };
    }
    const block = /^\/v1\/blocks\/(0x[0-9a-f]{64})$/.exec(path)?.[1];
    if (block !== undefined && request.method === "GET") {
      const header = await executor.block(block as never);
      if (header === undefined) {
        throw new Problem(404, "Unknown block", `expected a block that was executed here, found none with hash ${block}`);
      }
      return { header: toHex(header) };
    }
    throw new Problem(404, "Unknown path", "expected GET /v1/status, GET /v1/blocks/{hash} or POST /v1/blocks");
  }

  return createServer({ requestTimeout: 60_000, headersTimeout: 10_000 }, (request, response) => {
    answer(request).then(
      (document) => send(response, 200, "application/json", document),
      (failure: unknown) => refuse(response, failure),
    );
  });
}

function read(source: string, rollupId: bigint): BatchToExecute {
  const found = REQUEST(parseJson(source), "");
  if (found.header.rollupId !== rollupId) {
    throw new FormError("header.rollupId", `expected rollup ${rollupId}, found ${found.header.rollupId}`);
  }
  return {
    ...found,
    order: found.order.map(({ raw, paidGas }) => ({ raw: fromHex(raw), paidGas: paidGas ?? undefined })),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BODY_BYTES) {
      throw new Problem(413, "Body too large", `expected at most ${MAX_BODY_BYTES} bytes, found more`);
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function refuse(response: ServerResponse, failure: unknown): void {
  const problem =
    failure instanceof Problem
      ? failure
      : failure instanceof FormError
        ? new Problem(400, "Malformed batch", `${failure.part || "document"}: ${failure.message}`)
        : failure instanceof UnknownParent
          ? new Problem(404, "Unknown parent", failure.message)
          : new Problem(500, "Not executed", failure instanceof Error ? failure.message.slice(0, 500) : String(failure));
  if (problem.status === 503) {
    response.setHeader("retry-after", RETRY_AFTER_SECONDS);
  }
  if (problem.status === 413) {
    response.setHeader("connection", "close");
  }
  const { status, title, message: detail } = problem;
  send(response, status, "application/problem+json", { title, status, detail });
}

function send(response: ServerResponse, status: number, type: string, document: unknown): void {
  response.writeHead(status, { "content-type": type });
  response.end(JSON.stringify(document));
}
