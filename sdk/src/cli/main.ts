#!/usr/bin/env node
import { LogError } from "../log/note.js";
import { FormError } from "../receipt/json.js";
import * as batches from "./batches.js";
import * as commands from "./commands.js";
import { EXIT, readCommandLine, UsageError } from "./io.js";
import { watch } from "./watch.js";

const HELP = `candor-verify: an independent verifier for Candor rollups

  candor-verify receipt SOURCE… --trust FILE [--l1 URL [--audit URL]]
                                                               everything that proves a transaction's way
  candor-verify promise SOURCE --trust FILE [--raw HEX]        a promise as a wallet holds it
  candor-verify batch NUMBER --sequencer URL --trust FILE [--l1 URL]
                                                               cut, seed, order and roots, derived again from the data:
                                                               with --l1 from the bytes on L1, else from the sequencer's
  candor-verify reexecute NUMBER --sequencer URL --trust FILE [--audit URL] [--l1 URL]
                                                               the batch's block, executed again from its witness; with --audit
                                                               also against each outcome that the log tells
  candor-verify reexecute WITNESS --batch FILE --trust FILE    likewise, from files
  candor-verify log URL --trust FILE [--l1 URL]                the whole transparency log, and its anchors on L1
  candor-verify watch --sequencer URL --audit URL --trust FILE [--l1 URL] [--reexecute] [--evidence FILE] [--once]
                                                               follow a live system, stop at the first contradiction
  candor-verify trust --l1 URL --rollup ADDRESS --anchor ADDRESS --audit URL
                                                               print the trust file that L1 gives

SOURCE is a file, a URL, or - for standard input. --json prints every check as JSON, --verbose every check in words.
--other-witnesses takes signature lines of witnesses that the trust file does not name; they never count.

Exit codes: 0 verified; 1 a contradiction was found; 2 nothing could be decided: wrong usage, or something does not answer.`;

const OPTIONS = new Set(["trust", "l1", "raw", "sequencer", "audit", "batch", "rollup", "anchor", "evidence", "interval"]);

async function main(given: readonly string[]): Promise<number> {
  const [name, ...rest] = given;
  const line = readCommandLine(rest, OPTIONS);
  const all: Record<string, commands.Command> = { ...commands, ...batches, watch } as never;
  if (name === undefined || name === "--help" || name === "help" || line.options.has("help")) {
    console.log(HELP);
    return name === undefined ? EXIT.UNAVAILABLE : EXIT.VERIFIED;
  }
  if (!["receipt", "promise", "batch", "reexecute", "log", "watch", "trust"].includes(name)) {
    throw new UsageError(`expected a command, found ${name}; candor-verify --help lists them`);
  }
  return all[name]!(line);
}

function explain(failure: unknown): string {
  const message = failure instanceof Error ? failure.message : String(failure);
  if (failure instanceof FormError) {
    return `${failure.part || "document"}: ${message}`;
  }
  return failure instanceof LogError ? `log: ${message}` : message.split("\n")[0]!;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (failure: unknown) => {
    console.error(`candor-verify: ${explain(failure)}`);
    process.exitCode = EXIT.UNAVAILABLE;
  },
);
