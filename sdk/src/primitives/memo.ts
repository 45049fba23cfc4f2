/** Results remembered at most, per function. */
const CAPACITY = 4_096;

/**
 * Remembers the newest results of an expensive pure function of texts: the same signature stands in many parts of a receipt and in many
 * receipts of a batch.
 */
export function memoized<A extends readonly string[], R>(compute: (...given: A) => R): (...given: A) => R {
  const results = new Map<string, R>();
  return (...given) => {
    const key = given.join("|");
    if (results.has(key)) {
      return results.get(key)!;
    }
    const result = compute(...given);
    if (results.size >= CAPACITY) {
      results.delete(results.keys().next().value!);
    }
    results.set(key, result);
    return result;
  };
}
