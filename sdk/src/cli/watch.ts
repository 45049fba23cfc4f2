import { writeFile } from "node:fs/promises";
import type { Report, Unchecked } from "../checks.js";
import { AuditClient } from "../client/clients.js";
import { ProblemError } from "../client/http.js";
import { l1At } from "../l1/contracts.js";
import { UnavailableError } from "../log/source.js";
import { Monitor } from "../watch/monitor.js";
import { checkBatch, NOT_SIGNED, reexecuteBatch, sourcesOf } from "./batches.js";
import type { Command } from "./commands.js";
import { EXIT, print, required, type CommandLine } from "./io.js";

const DEFAULT_INTERVAL_SECONDS = 5;

/** `watch …`: rounds over log and batches until the first contradiction, whose evidence goes to a file. */
export const watch: Command = async (line) => {
  const sources = await sourcesOf(line);
  const { trust, sequencer } = sources;
  const monitor = new Monitor(new AuditClient(required(line, "audit")).log(trust.domain.rollupId), trust);
  const l1 = line.options.get("l1");
  const interval = Number(line.options.get("interval") ?? DEFAULT_INTERVAL_SECONDS);
  const pending: bigint[] = [];
  for (;;) {
    const unchecked: Unchecked[] = [];
    try {
      const now = l1 === undefined ? undefined : (await l1At(l1).getBlock()).timestamp;
      const round = await monitor.round(now);
      if (round.checks.some((check) => !check.ok)) {
        return await stop(line, "log", round, round.evidence);
      }
      pending.push(...round.sealed.map((header) => header.number));
      console.error(
        `${new Date().toISOString()} log of ${round.size} entries is consistent, ${pending.length} batch(es) to derive`,
      );
      while (pending.length > 0) {
        const number = pending[0]!;
        const report = line.options.has("reexecute")
          ? await reexecuteBatch(sources, number)
          : (await checkBatch(sources, number)).report;
        if (report.checks.some((check) => !check.ok)) {
          return await stop(line, `batch ${number}`, report, [await sequencer.batch(number)]);
        }
        if (report.unchecked.some(({ name }) => name === NOT_SIGNED)) {
          break;
        }
        const open = report.unchecked.map(({ name, words }) => ({ name: `batch ${number}: ${name}`, words }));
        unchecked.push(...open);
        console.error(
          `${new Date().toISOString()} batch ${number}: ${report.checks.length} checks hold, ${open.length} stay open`,
        );
        open.forEach(({ name, words }) => console.error(`  open  ${name}: ${words}`));
        pending.shift();
      }
      if (line.options.has("once")) {
        pending.forEach((number) =>
          unchecked.push({ name: `batch ${number}`, words: "not signed yet: nothing of it was checked" }),
        );
        const all = { ...round, unchecked: [...round.unchecked, ...unchecked] };
        return print(`watch: log of ${round.size} entries`, all, line);
      }
    } catch (failure) {
      if (line.options.has("once") || !isPassing(failure)) {
        throw failure;
      }
      console.error(`${new Date().toISOString()} ${(failure as Error).message}: trying again`);
    }
    await new Promise((resolve) => setTimeout(resolve, 1000 * interval));
  }
};

function isPassing(failure: unknown): boolean {
  return failure instanceof UnavailableError || failure instanceof ProblemError || failure instanceof TypeError;
}

async function stop(line: CommandLine, about: string, report: Report, evidence: readonly unknown[]): Promise<number> {
  const file = line.options.get("evidence") ?? "candor-evidence.json";
  const replacer = (_name: string, value: unknown) => (typeof value === "bigint" ? String(value) : value);
  const failed = report.checks.filter((check) => !check.ok);
  await writeFile(file, JSON.stringify({ about, foundAt: new Date().toISOString(), failed, evidence }, replacer, 2));
  print(`watch: ${about}`, { ...report, checks: failed }, line);
  console.error(`evidence is in ${file}`);
  return EXIT.CONTRADICTION;
}
