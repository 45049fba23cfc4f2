import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));

test('the rules name the evidence that the checkers take', () => {
  const rules = read('rules.json').filter(({ decision }) => decision === 'CHECKER');
  const schemas = read('../../spec/vectors/evidence.json').schemas;
  assert.deepEqual(
    Object.fromEntries(rules.map(({ kind, evidenceSchema }) => [kind, evidenceSchema])),
    Object.fromEntries(schemas.map(({ kind, abiType }) => [kind, abiType])),
  );
});
