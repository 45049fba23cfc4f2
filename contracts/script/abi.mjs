// Writes abi/<Contract>.json = {abi, bytecode} from forge's output, or with --check fails when what is committed differs.
// Entries and keys are sorted and the bytecode carries no metadata, so the files are the same on every machine.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const contracts = {
  'abi/AccessManager.json': 'AccessManager.sol/AccessManager.json',
  'abi/BondVault.json': 'BondVault.sol/BondVault.json',
  'abi/CandorDeployment.json': 'CandorDeployment.sol/CandorDeployment.json',
  'abi/ERC1967Proxy.json': 'ERC1967Proxy.sol/ERC1967Proxy.json',
  'abi/ForcedInbox.json': 'ForcedInbox.sol/ForcedInbox.json',
  'abi/ParameterRegistry.json': 'ParameterRegistry.sol/ParameterRegistry.json',
  'abi/Rollup.json': 'Rollup.sol/Rollup.json',
  'abi/SequencerRegistry.json': 'SequencerRegistry.sol/SequencerRegistry.json',
  'abi/demo/DemoToken.json': 'DemoToken.sol/DemoToken.json',
  'abi/test/ReferenceHarness.json': 'ReferenceHarness.sol/ReferenceHarness.json',
};

const sortKeys = (value) =>
  Array.isArray(value)
    ? value.map(sortKeys)
    : value !== null && typeof value === 'object'
      ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, sortKeys(value[key])]))
      : value;
const place = (entry) => `${entry.type} ${entry.name ?? ''} ${JSON.stringify((entry.inputs ?? []).map((i) => i.type))}`;
const byPlace = (a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0);

function render(artifact) {
  const { abi, bytecode } = JSON.parse(readFileSync(join(root, 'out', artifact), 'utf8'));
  return `${JSON.stringify({ abi: [...abi].sort(byPlace).map(sortKeys), bytecode: bytecode.object }, null, 2)}\n`;
}

const check = process.argv.includes('--check');
execFileSync('forge', ['build'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
const stale = [];
for (const [file, artifact] of Object.entries(contracts)) {
  const path = join(root, file);
  const expected = render(artifact);
  if (existsSync(path) && readFileSync(path, 'utf8') === expected) continue;
  stale.push(file);
  if (check) continue;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, expected);
}
for (const folder of ['abi', 'abi/demo', 'abi/test']) {
  const present = existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : [];
  for (const name of present.filter((n) => n.endsWith('.json') && !(`${folder}/${n}` in contracts))) {
    stale.push(`${folder}/${name}`);
    if (!check) rmSync(join(root, folder, name));
  }
}
if (check && stale.length > 0) {
  console.error(`Expected the committed ABIs to be what the sources compile to; ${stale.join(', ')} differ. Run \`npm run abi\` and commit abi/.`);
  process.exit(1);
}
console.log(stale.length === 0 ? 'abi/ is up to date' : `abi/ written: ${stale.join(', ')}`);
