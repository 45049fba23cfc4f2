import { LogError } from "./note.js";

/** Where the bytes of a log come from. */
export interface LogSource {
  /** The newest checkpoint. */
  checkpoint(): Promise<string>;
  /** The bytes at a path below the log's prefix. @throws LogError when they are not there */
  read(path: string): Promise<Uint8Array>;
}

/** Bytes of one answer at most: an entry bundle with 256 largest entries. */
const MAX_BYTES = 256 * 65_537;
const TIMEOUT_MILLIS = 30_000;
const ATTEMPTS = 3;

/** Thrown when a server does not answer: nothing was shown to be wrong. */
export class UnavailableError extends Error {}

/** A log over HTTP; `prefix` is the URL under which `checkpoint` and `tile/` are. */
export function httpLog(prefix: string, fetcher: typeof fetch = fetch): LogSource {
  const base = prefix.replace(/\/+$/, "");
  return {
    checkpoint: async () => new TextDecoder("utf-8", { fatal: true }).decode(await get(fetcher, `${base}/checkpoint`)),
    read: (path) => get(fetcher, `${base}/${path}`),
  };
}

async function get(fetcher: typeof fetch, url: string): Promise<Uint8Array> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(fetcher, url);
    } catch (failure) {
      if (failure instanceof LogError || attempt === ATTEMPTS) {
        throw failure instanceof LogError ? failure : new UnavailableError(`${url} does not answer: ${String(failure)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 200 * attempt));
    }
  }
}

async function once(fetcher: typeof fetch, url: string): Promise<Uint8Array> {
  const answer = await fetcher(url, { signal: AbortSignal.timeout(TIMEOUT_MILLIS) });
  if (answer.status === 404) {
    const hint = url.endsWith("/checkpoint") ? ": expected the address of a log itself, such as https://host/log/271828" : "";
    throw new LogError(`${url} is not there (HTTP 404)${hint}`);
  }
  if (!answer.ok) {
    throw new Error(`HTTP ${answer.status}`);
  }
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (bytes.length > MAX_BYTES) {
    throw new LogError(`${url}: expected at most ${MAX_BYTES} bytes, found ${bytes.length}`);
  }
  return bytes;
}
