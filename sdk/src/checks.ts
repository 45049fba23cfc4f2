/** Results of verifying: values, one for each thing that was checked. */

/** One check. */
export interface Check {
  /** The part that it is about, by its path in the document: `arrivals[0].promise`. */
  readonly name: string;
  readonly ok: boolean;
  /** What was found, in plain words. */
  readonly words: string;
  readonly expected?: string;
  readonly found?: string;
}

/** Something that could not be checked, and why: never counted as verified. */
export interface Unchecked {
  readonly name: string;
  readonly words: string;
}

/** What verifying gave. */
export interface Report {
  /** True when something was checked and nothing contradicts. */
  readonly ok: boolean;
  readonly checks: readonly Check[];
  readonly unchecked: readonly Unchecked[];
}

/** Collects checks. */
export class Checks {
  private readonly checks: Check[] = [];
  private readonly open: Unchecked[] = [];

  /** Records a check and passes its answer on. `failed` are the words when it does not hold. */
  that(name: string, ok: boolean, words: string, failed?: string): boolean {
    this.checks.push({ name, ok, words: ok ? words : (failed ?? `not so: ${words}`) });
    return ok;
  }

  /** Records whether two values are the same. */
  same(name: string, what: string, expected: unknown, found: unknown): boolean {
    const [wanted, seen] = [String(expected), String(found)];
    const ok = wanted === seen;
    this.checks.push({
      name,
      ok,
      words: ok ? what : `${what}: expected ${wanted}, found ${seen}`,
      expected: wanted,
      found: seen,
    });
    return ok;
  }

  /** Records a contradiction. */
  fail(name: string, words: string): false {
    this.checks.push({ name, ok: false, words });
    return false;
  }

  /** Records what could not be checked. */
  skip(name: string, words: string): void {
    this.open.push({ name, words });
  }

  /** Takes over all of a report, its names under a prefix. */
  include(report: Report, prefix = ""): void {
    this.checks.push(...report.checks.map((check) => ({ ...check, name: prefix + check.name })));
    this.open.push(...report.unchecked.map((one) => ({ ...one, name: prefix + one.name })));
  }

  /** True when nothing failed so far. */
  get allOk(): boolean {
    return this.checks.every((check) => check.ok);
  }

  report(): Report {
    return { ok: this.checks.length > 0 && this.allOk, checks: this.checks, unchecked: this.open };
  }
}
