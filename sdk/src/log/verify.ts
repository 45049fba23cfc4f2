import { concat, equalBytes, toHex, type Hex } from "../primitives/bytes.js";
import { Checks, type Report } from "../checks.js";
import type { SigningDomain } from "../protocol/eip712.js";
import { verifyCheckpoint, type LogTrust, type VerifiedCheckpoint } from "./checkpoint.js";
import { Coverage, type Entry } from "./entries.js";
import { LogError } from "./note.js";
import type { LogSource } from "./source.js";
import { GrowingTree, readBundle, TILE_WIDTH, tilePath, type ExpectedTile } from "./tiles.js";

/** Requests for tiles that are under way at once. */
const CONCURRENCY = 8;

/** A reader's whole knowledge of a log up to a size; walking on from it proves consistency with all that was read before. */
export class LogState {
  readonly tree = new GrowingTree();
  readonly coverage = new Coverage();
  /** Roots at sizes that were asked for beforehand, as they were passed. */
  readonly roots = new Map<bigint, Hex>();
}

/** What {@link verifyLog} can be asked for. */
export interface LogOptions {
  /** Where to go on; a fresh state reads the whole log. */
  readonly state?: LogState;
  /** Roots that the log had at earlier sizes, for example anchored ones: they must come out again. */
  readonly known?: readonly { readonly size: bigint; readonly root: Hex; readonly from: string }[];
  /** Called with each entry in order, after its place was checked. */
  readonly onEntry?: (index: bigint, entry: Entry, bytes: Uint8Array) => void | Promise<void>;
}

/** A report with the checkpoint that it is about. */
export interface LogReport extends Report {
  readonly checkpoint: VerifiedCheckpoint | undefined;
  readonly note: string | undefined;
}

/**
 * Reads a log from its public bytes alone and checks all that `spec/log.md` §6 lists: both lines and the quorum of the checkpoint, every
 * bundle against its leaf tile, every tile against the one above, the root, every entry's form, coverage and offset.
 */
export async function verifyLog(
  source: LogSource,
  trust: LogTrust,
  domain: SigningDomain,
  options: LogOptions = {},
): Promise<LogReport> {
  const checks = new Checks();
  const state = options.state ?? new LogState();
  const note = await source.checkpoint();
  let checkpoint: VerifiedCheckpoint | undefined;
  try {
    checkpoint = verifyCheckpoint(note, trust, domain);
    checks.that(
      "checkpoint",
      true,
      `checkpoint of size ${checkpoint.size} is signed by the log and ${checkpoint.cosignatures.length} witnesses`,
    );
    await walk(source, checkpoint, state, options, checks);
  } catch (failure) {
    if (!(failure instanceof LogError)) {
      throw failure;
    }
    checks.fail(checkpoint === undefined ? "checkpoint" : "tree", failure.message);
  }
  return { ...checks.report(), checkpoint, note };
}

async function walk(
  source: LogSource,
  checkpoint: VerifiedCheckpoint,
  state: LogState,
  options: LogOptions,
  checks: Checks,
): Promise<void> {
  const before = state.tree.size;
  if (checkpoint.size < before) {
    throw new LogError(`the log shrank: it had ${before} entries and now says ${checkpoint.size}`);
  }
  const known = (options.known ?? []).filter(({ size }) => size <= checkpoint.size);
  const wanted = new Set(known.map(({ size }) => size));
  for await (const { index, entries } of bundles(source, before, checkpoint.size)) {
    const tiles: ExpectedTile[] = [];
    for (const [i, bytes] of entries.entries()) {
      const at = index + BigInt(i);
      const entry = state.coverage.take(at, bytes);
      tiles.push(...state.tree.append(bytes));
      if (wanted.has(state.tree.size)) {
        state.roots.set(state.tree.size, toHex(state.tree.root()));
      }
      await options.onEntry?.(at, entry, bytes);
    }
    await compareTiles(source, tiles);
  }
  if (checkpoint.size > before) {
    await compareTiles(source, state.tree.partialTiles());
  }
  checks.that(
    "entries",
    true,
    `entries ${before} to ${checkpoint.size - 1n}: form, coverage and offsets are right, and their tiles are there`,
  );
  checks.same("root", `the entries hash to the root of size ${checkpoint.size}`, checkpoint.root, toHex(state.tree.root()));
  for (const { size, root, from } of known.filter(({ size }) => state.roots.has(size))) {
    checks.same(from, `the log still has the root it had at size ${size}`, root, state.roots.get(size));
  }
}

async function* bundles(source: LogSource, from: bigint, to: bigint): AsyncGenerator<{ index: bigint; entries: Uint8Array[] }> {
  const width = BigInt(TILE_WIDTH);
  const pending: Promise<{ index: bigint; entries: Uint8Array[] }>[] = [];
  for (let bundle = from / width; bundle * width < to; bundle++) {
    pending.push(fetchBundle(source, bundle, from, to));
    // An error must reach the consumer in its turn, not the process.
    pending.at(-1)!.catch(() => undefined);
    if (pending.length >= CONCURRENCY) {
      yield await pending.shift()!;
    }
  }
  for (const one of pending) {
    yield await one;
  }
}

async function fetchBundle(
  source: LogSource,
  bundle: bigint,
  from: bigint,
  to: bigint,
): Promise<{ index: bigint; entries: Uint8Array[] }> {
  const first = bundle * BigInt(TILE_WIDTH);
  const count = to - first < BigInt(TILE_WIDTH) ? Number(to - first) : TILE_WIDTH;
  const path = tilePath("entries", bundle, count);
  const entries = readBundle(await source.read(path), count);
  const skipped = from > first ? Number(from - first) : 0;
  return { index: first + BigInt(skipped), entries: entries.slice(skipped) };
}

async function compareTiles(source: LogSource, tiles: readonly ExpectedTile[]): Promise<void> {
  await Promise.all(
    tiles.map(async ({ level, index, hashes }) => {
      const path = tilePath(level, index, hashes.length);
      if (!equalBytes(await source.read(path), concat(...hashes))) {
        throw new LogError(`${path} does not hold the hashes that the entries give`);
      }
    }),
  );
}
