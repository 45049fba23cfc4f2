#!/usr/bin/env node
import { readFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { readCommandLine, required, UsageError } from "../cli/io.js";
import { Executor } from "./executor.js";
import type { Genesis } from "./genesis.js";
import { serve } from "./server.js";

const HELP = `candor-executor: executes the batches of a Candor rollup, for its witnesses

  candor-executor --genesis FILE --data FOLDER [--host ADDRESS] [--port NUMBER]

FILE is the rollup's genesis, the one that geth takes. FOLDER keeps every state since; with an empty one all batches are asked for again.
It listens on 127.0.0.1 and port 8746 unless told otherwise, and has no authentication: only its witness may reach it.`;

const OPTIONS = new Set(["genesis", "data", "host", "port"]);
const DEFAULT_PORT = "8746";

async function main(given: readonly string[]): Promise<void> {
  const line = readCommandLine(given, OPTIONS);
  if (line.options.has("help")) {
    console.log(HELP);
    return;
  }
  const port = Number(line.options.get("port") ?? DEFAULT_PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError(`expected --port from 0 to 65535, found ${line.options.get("port")}`);
  }
  const genesis = JSON.parse(await readFile(required(line, "genesis"), "utf8")) as Genesis;
  const executor = await Executor.open(required(line, "data"), genesis);
  const server = serve(executor);
  const host = line.options.get("host") ?? "127.0.0.1";
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, host, resolve));
  const { port: bound } = server.address() as AddressInfo;
  console.log(`candor-executor listens on http://${host}:${bound}, rollup ${executor.rollupId}, genesis ${executor.genesisHash}`);
  const stop = () => {
    server.close(() => void executor.close());
    server.closeIdleConnections();
  };
  process.once("SIGTERM", stop).once("SIGINT", stop);
}

main(process.argv.slice(2)).catch((failure: unknown) => {
  console.error(failure instanceof Error ? failure.message : String(failure));
  process.exitCode = 2;
});
