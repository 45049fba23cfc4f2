// Writes layout/<Contract>.json, the storage layout of what each proxy holds; --check fails when what is committed differs.
// A member may be added at the end of a namespaced struct; nothing else may change once a proxy is deployed.
import { artifact, generate } from './generated.mjs';

const contracts = [
  'AuditAnchor',
  'BondVault',
  'DisputeCourt',
  'FaultRegister',
  'ForcedInbox',
  'ParameterRegistry',
  'RedressPool',
  'RollbackController',
  'Rollup',
  'RuleBook',
  'SequencerRegistry',
  'WitnessRegistry',
];

// Type identifiers carry compiler-internal numbers; labels do not.
function describe(types, member) {
  const type = types[member.type];
  const described = { label: member.label, slot: member.slot, offset: member.offset, type: type.label };
  const inner = [type.value, type.base].map((id) => types[id]).find((t) => t?.members);
  const members = (type.members ?? inner?.members)?.map((m) => describe(types, m));
  return members ? { ...described, members } : described;
}

function render(name) {
  const { storageLayout } = artifact(`Layouts.sol/${name}Layout.json`);
  return `${JSON.stringify(storageLayout.storage.map((member) => describe(storageLayout.types, member)), null, 2)}\n`;
}

generate({
  files: Object.fromEntries(contracts.map((name) => [`layout/${name}.json`, () => render(name)])),
  folders: ['layout'],
  command: 'npm run layout',
});
