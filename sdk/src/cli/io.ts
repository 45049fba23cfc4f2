import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import type { Check, Report } from "../checks.js";
import { getText } from "../client/http.js";

/** Exit codes of `candor-verify`. */
export const EXIT = { VERIFIED: 0, CONTRADICTION: 1, UNAVAILABLE: 2 } as const;

/** Thrown for a command line that says too little or too much. */
export class UsageError extends Error {}

/** The command line, taken apart: words, and options `--name value` or `--name`. */
export interface CommandLine {
  readonly words: readonly string[];
  readonly options: ReadonlyMap<string, string>;
}

const FLAGS = new Set(["json", "help", "other-witnesses", "reexecute", "once", "verbose"]);

/** Takes a command line apart. @throws UsageError */
export function readCommandLine(given: readonly string[], known: ReadonlySet<string>): CommandLine {
  const words: string[] = [];
  const options = new Map<string, string>();
  for (let i = 0; i < given.length; i++) {
    const word = given[i]!;
    if (!word.startsWith("--")) {
      words.push(word);
      continue;
    }
    const name = word.slice(2);
    const value = FLAGS.has(name) ? "true" : given[++i];
    if (!(FLAGS.has(name) || known.has(name)) || value === undefined) {
      throw new UsageError(`expected a known option with its value, found ${word}`);
    }
    options.set(name, value);
  }
  return { words, options };
}

/** An option that must be there. @throws UsageError */
export function required(line: CommandLine, name: string): string {
  const value = line.options.get(name);
  if (value === undefined) {
    throw new UsageError(`expected --${name}, found none`);
  }
  return value;
}

/** Text of a file, of a URL, or of standard input (`-`). */
export async function readSource(source: string): Promise<string> {
  if (/^https?:\/\//.test(source)) {
    return getText(source);
  }
  return source === "-" ? text(process.stdin) : readFile(source, "utf8");
}

/** Prints a report and returns the exit code. Nothing checked is "unavailable", a failed check a contradiction. */
export function print(title: string, report: Report, line: CommandLine): number {
  // What names a position of a batch says most: it comes first.
  const names = (check: Check) => Number(!check.words.startsWith("position "));
  const failed = report.checks.filter((check) => !check.ok).sort((a, b) => names(a) - names(b));
  const code = failed.length > 0 ? EXIT.CONTRADICTION : report.ok ? EXIT.VERIFIED : EXIT.UNAVAILABLE;
  if (line.options.has("json")) {
    const replacer = (_name: string, value: unknown) => (typeof value === "bigint" ? String(value) : value);
    console.log(
      JSON.stringify(
        { title, ok: report.ok, exitCode: code, contradictions: failed, checks: report.checks, unchecked: report.unchecked },
        replacer,
        2,
      ),
    );
    return code;
  }
  const shown = line.options.has("verbose") ? report.checks : failed;
  for (const check of shown) {
    console.log(`  ${check.ok ? "ok   " : "WRONG"} ${check.name}: ${check.words}`);
  }
  for (const open of report.unchecked) {
    console.log(`  open  ${open.name}: ${open.words}`);
  }
  const verdicts = ["verified", "NOT VERIFIED: a contradiction was found", "no verdict"];
  console.log(
    `${title}: ${verdicts[code]} (${report.checks.length} checks, ${failed.length} failed, ${report.unchecked.length} not checked)`,
  );
  return code;
}
