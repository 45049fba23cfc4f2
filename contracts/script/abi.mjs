// Writes abi/<Contract>.json = {abi, bytecode}; --check fails when what is committed differs. Entries and keys are sorted and the
// bytecode carries no metadata, so the files are the same on every machine.
import { artifact, generate, sortKeys } from './generated.mjs';

const contracts = [
  'AccessManager',
  'AuditAnchor',
  'BondVault',
  'CandorDeployment',
  'CourtWiring',
  'DisputeCourt',
  'ERC1967Proxy',
  'EquivocationChecker',
  'FaultRegister',
  'ForcedEntryChecker',
  'ForcedInbox',
  'ForkedLogChecker',
  'LatenessChecker',
  'OrderingDelayChecker',
  'ParameterRegistry',
  'RedressPool',
  'RollbackController',
  'Rollup',
  'RuleBook',
  'SequencerRegistry',
  'SubstitutionChecker',
  'WitnessContradictionChecker',
  'WitnessRegistry',
  'WrongOrderChecker',
  'WrongSeedChecker',
  'demo/DemoToken',
  'test/EncodedFaultChecker',
  'test/ReferenceHarness',
];

const place = (entry) => `${entry.type} ${entry.name ?? ''} ${JSON.stringify((entry.inputs ?? []).map((i) => i.type))}`;
const byPlace = (a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0);

function render(name) {
  const { abi, bytecode } = artifact(`${name}.sol/${name}.json`);
  return `${JSON.stringify({ abi: [...abi].sort(byPlace).map(sortKeys), bytecode: bytecode.object }, null, 2)}\n`;
}

generate({
  files: Object.fromEntries(contracts.map((path) => [`abi/${path}.json`, () => render(path.split('/').pop())])),
  folders: ['abi', 'abi/demo', 'abi/test'],
  command: 'npm run abi',
});
