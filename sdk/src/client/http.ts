/** Requests to the services' REST doors. */

const TIMEOUT_MILLIS = 30_000;

/** A refusal of a service: problem details (RFC 9457), `spec/errors.md` §4. */
export class ProblemError extends Error {
  constructor(
    readonly status: number,
    readonly problem: {
      readonly type?: string;
      readonly title?: string;
      readonly detail?: string;
      readonly [member: string]: unknown;
    },
    readonly url: string,
  ) {
    super(`${url}: ${problem.title ?? `HTTP ${status}`}${problem.detail ? `: ${problem.detail}` : ""}`);
  }

  /** The problem's name, for example `not-yet`. */
  get kind(): string {
    return (this.problem.type ?? "").split(":").at(-1) ?? "";
  }
}

/** GETs text. @throws ProblemError when the service refuses */
export async function getText(url: string, fetcher: typeof fetch = fetch): Promise<string> {
  return (await request(url, {}, fetcher)).text();
}

/** GETs bytes. @throws ProblemError when the service refuses */
export async function getBytes(url: string, fetcher: typeof fetch = fetch): Promise<Uint8Array> {
  return new Uint8Array(await (await request(url, {}, fetcher)).arrayBuffer());
}

/** POSTs JSON and reads the JSON answer. @throws ProblemError when the service refuses */
export async function postJson(url: string, body: unknown, fetcher: typeof fetch = fetch): Promise<unknown> {
  const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  return (await request(url, init, fetcher)).json();
}

async function request(url: string, init: RequestInit, fetcher: typeof fetch): Promise<Response> {
  const send = () => fetcher(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MILLIS) });
  const answer = await send().catch((failure: unknown) => {
    // The server may have closed a kept connection while this process was busy: what only reads is asked once more.
    if (init.method === undefined && failure instanceof TypeError) {
      return send();
    }
    throw failure;
  });
  if (!answer.ok) {
    const text = await answer.text();
    throw new ProblemError(answer.status, problemOf(text), url);
  }
  return answer;
}

function problemOf(text: string): { title?: string } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : { title: text.slice(0, 200) };
  } catch {
    return { title: text.slice(0, 200) };
  }
}
