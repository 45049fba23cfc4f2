// Deploys Candor on an L1 from the committed abi/ and writes a manifest of everything that was deployed. One command:
//
//   CANDOR_DEPLOYER_KEY=0x… node script/deploy.mjs --rpc URL --config FILE --out FILE
//
// The config adds to or overrides script/devnet.json:
//   rollupId, genesisHash, genesisTimestamp (seconds), orderKey (address), beaconKey (192 bytes), logKey
//   (address that signs the transparency log's checkpoints), and if wanted operator and admin
//   (default: the deployer), feeRecipient, bondWei, logDomain, logBondWei, l2GasLimit, forcedDelayBlocks, parameters.<key>.{value,minimum,maximum},
//   witnesses: [ { owner, signingKey (addresses), logKey (32 bytes), beaconKey (192 bytes), operator, client, jurisdiction (names) } ].
// The first rules of the RuleBook are script/rules.json.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ethers } from 'ethers';

const PARAMETER_BYTES = 32;
const RECEIPT_TIMEOUT_MILLIS = 60_000;
const SEND_AGAIN_MILLIS = 10_000;
const RECEIPT_POLL_MILLIS = 100;
const here = dirname(fileURLToPath(import.meta.url));
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));
const artifact = (name) => readJson(join(here, '..', 'abi', `${name}.json`));
const names = ['rollup', 'sequencerRegistry', 'forcedInbox', 'bondVault', 'parameterRegistry', 'auditAnchor'];
const courtNames = ['witnessRegistry', 'ruleBook', 'faultRegister', 'disputeCourt', 'rollbackController', 'redressPool'];
const allNames = [...names, ...courtNames];
// What CandorDeployment creates after its AccessManager, in this order.
const created = ['parameterRegistry', 'bondVault', 'sequencerRegistry', 'forcedInbox', 'rollup', 'auditAnchor', 'witnessRegistry'];
const DECISIONS = ['CHECKER', 'COURT'];
const PENALTIES = ['FULL', 'SAFETY', 'CREDIT', 'WITNESS', 'CHALLENGE'];
const REMEDIES = ['NONE', 'COMPENSATION', 'ROLLBACK'];
const contractName = (name) => name[0].toUpperCase() + name.slice(1);

function fail(message) {
  console.error(message);
  process.exit(1);
}

function readConfig(path) {
  const defaults = readJson(join(here, 'devnet.json'));
  const given = readJson(path);
  const parameters = { ...defaults.parameters };
  for (const [key, value] of Object.entries(given.parameters ?? {})) {
    parameters[key] = { ...parameters[key], ...value };
  }
  const config = { ...defaults, ...given, parameters };
  for (const key of ['rollupId', 'genesisHash', 'genesisTimestamp', 'orderKey', 'beaconKey', 'logKey']) {
    if (config[key] === undefined) fail(`Expected ${path} to name ${key}, found none: add it.`);
  }
  if (config.feeRecipient !== undefined) {
    parameters['policy.feeRecipient'] = { ...parameters['policy.feeRecipient'], value: BigInt(config.feeRecipient).toString() };
  }
  // The log's origin is its name for ever: <domain>/<rollupId>.
  config.logOrigin = `${config.logDomain}/${config.rollupId}`;
  config.witnesses ??= [];
  config.rules = readJson(join(here, 'rules.json'));
  return config;
}

function parameterKey(key) {
  const bytes = ethers.toUtf8Bytes(key);
  if (bytes.length > PARAMETER_BYTES) fail(`Expected a parameter key of at most ${PARAMETER_BYTES} bytes, found ${key}.`);
  return ethers.zeroPadBytes(bytes, PARAMETER_BYTES);
}

const definitions = (parameters) =>
  Object.entries(parameters).map(([key, { minimum, maximum, value }]) => ({ key: parameterKey(key), minimum, maximum, value }));

/** Tags of a seat are hashes of names: only whether two are equal matters on L1. */
const seats = (witnesses) =>
  witnesses.map((seat) => ({
    ...seat,
    operator: ethers.id(seat.operator),
    client: ethers.id(seat.client),
    jurisdiction: ethers.id(seat.jurisdiction),
  }));

function place(list, name) {
  const found = list.indexOf(name);
  if (found < 0) fail(`Expected one of ${list.join(', ')} in script/rules.json, found ${name}.`);
  return found;
}

const rules = (list, checkers) =>
  list.map((rule) => ({
    kind: rule.kind,
    decision: place(DECISIONS, rule.decision),
    penalty: place(PENALTIES, rule.penalty),
    remedy: place(REMEDIES, rule.remedy),
    checker: rule.checker === undefined ? ethers.ZeroAddress : checkers[rule.checker],
    evidenceSchema: ethers.id(rule.evidenceSchema),
    window: rule.window === undefined ? ethers.ZeroHash : parameterKey(rule.window),
  }));

/** Sends a contract's creation, signed here so that the same bytes can be sent again. */
async function create(wallet, name, args, overrides = {}) {
  const { abi, bytecode } = artifact(name);
  const factory = new ethers.ContractFactory(abi, bytecode, wallet);
  const request = await wallet.populateTransaction({ ...(await factory.getDeployTransaction(...args)), ...overrides });
  const raw = await wallet.signTransaction(request);
  const { hash } = await wallet.provider.broadcastTransaction(raw);
  const address = ethers.getCreateAddress({ from: wallet.address, nonce: request.nonce });
  return { name, hash, raw, contract: factory.attach(address), address };
}

/**
 * Asks for the receipt itself: waiting for the next block never ends where a block is mined only for a transaction. A node may forget what it
 * was sent: then the same bytes go out again.
 */
async function mined(provider, { name, hash, raw }) {
  const deadline = Date.now() + RECEIPT_TIMEOUT_MILLIS;
  let sentAt = Date.now();
  let receipt = await provider.getTransactionReceipt(hash);
  while (receipt === null && Date.now() < deadline) {
    await setTimeout(RECEIPT_POLL_MILLIS);
    receipt = await provider.getTransactionReceipt(hash);
    if (receipt === null && Date.now() - sentAt > SEND_AGAIN_MILLIS) {
      sentAt = Date.now();
      if ((await provider.getTransaction(hash)) === null) await provider.broadcastTransaction(raw);
    }
  }
  if (receipt?.status !== 1) {
    const known = (await provider.getTransaction(hash)) === null ? 'unknown to the node' : 'known to the node';
    const found = receipt?.status ?? `no receipt, the transaction being ${known}`;
    fail(`Expected the creation of ${name} (transaction ${hash}) to succeed, found ${found}.`);
  }
  return receipt;
}

/**
 * Implementations and checkers go out together with explicit nonces, so that they share as few L1 blocks as possible. Checkers are told
 * the proxies before these exist: what the next contract of this account creates is known.
 */
async function deployParts(wallet, config) {
  const first = await wallet.getNonce();
  const implementationNames = [...allNames, 'courtWiring'];
  const checkerNames = [...new Set(config.rules.map(({ checker }) => checker).filter((name) => name !== undefined))];
  const deployment = ethers.getCreateAddress({
    from: wallet.address,
    nonce: first + implementationNames.length + checkerNames.length,
  });
  const proxies = Object.fromEntries(created.map((name, i) => [name, ethers.getCreateAddress({ from: deployment, nonce: i + 2 })]));
  const sent = [];
  const send = async (path, name, ...args) =>
    sent.push([name, await create(wallet, path, args, { nonce: first + sent.length })]);
  for (const name of implementationNames) await send(contractName(name), name);
  for (const name of checkerNames) await send(name, name, { ...proxies, rollupId: config.rollupId });
  for (const [, creation] of sent) await mined(wallet.provider, creation);
  const addresses = Object.fromEntries(sent.map(([name, { address }]) => [name, address]));
  const pickFrom = (list) => Object.fromEntries(list.map((name) => [name, addresses[name]]));
  return { implementations: pickFrom(implementationNames), checkers: pickFrom(checkerNames), proxies };
}

async function requireProxies(deployment, proxies) {
  for (const [name, expected] of Object.entries(proxies)) {
    const found = await deployment[name]();
    if (found !== expected) fail(`Expected the proxy of ${name} at ${expected}, found ${found}: the checkers name another one.`);
  }
}

async function deployCandor(wallet, { implementations, checkers }, config) {
  const court = Object.fromEntries(courtNames.map((name) => [name, implementations[name]]));
  const seatBondWei = BigInt(config.parameters['witness.minBondWei'].value) * BigInt(config.witnesses.length);
  const settings = {
    admin: config.admin ?? wallet.address,
    rollupId: config.rollupId,
    genesisHash: config.genesisHash,
    genesisTimestamp: config.genesisTimestamp,
    l2GasLimit: config.l2GasLimit,
    forcedDelayBlocks: config.forcedDelayBlocks,
    operator: config.operator ?? wallet.address,
    orderKey: config.orderKey,
    beaconKey: config.beaconKey,
    logOrigin: config.logOrigin,
    logKey: config.logKey,
    logBondWei: config.logBondWei,
    parameters: definitions(config.parameters),
    witnesses: seats(config.witnesses),
    rules: rules(config.rules, checkers),
  };
  const creation = await create(wallet, 'CandorDeployment', [{ ...implementations, court }, settings], {
    value: BigInt(config.bondWei) + BigInt(config.logBondWei) + seatBondWei,
  });
  await mined(wallet.provider, creation);
  return creation.contract;
}

async function describe(provider, deployment, { implementations, checkers }, config, admin, operator) {
  const codeHash = async (address) => ethers.keccak256(await provider.getCode(address));
  const contracts = {};
  for (const name of allNames) {
    const implementation = implementations[name];
    contracts[name] = {
      proxy: await deployment[name](),
      implementation,
      implementationCodeHash: await codeHash(implementation),
    };
  }
  const describedCheckers = {};
  for (const [name, address] of Object.entries(checkers)) describedCheckers[name] = { address, codeHash: await codeHash(address) };
  const rollup = new ethers.Contract(contracts.rollup.proxy, artifact('Rollup').abi, provider);
  const deploymentBlock = await rollup.deploymentBlock();
  const ruleBook = new ethers.Contract(contracts.ruleBook.proxy, artifact('RuleBook').abi, provider);
  const rulesVersion = await ruleBook.latestVersion();
  const policy = (await rollup.policyAt(deploymentBlock)).toObject();
  return {
    chainId: (await provider.getNetwork()).chainId,
    deploymentBlock,
    rollupId: await rollup.rollupId(),
    genesisHash: await rollup.genesisHash(),
    genesisTimestamp: await rollup.genesisTimestamp(),
    l2GasLimit: await rollup.l2GasLimit(),
    forcedDelayBlocks: await rollup.forcedDelayBlocks(),
    domainSeparator: await rollup.domainSeparator(),
    sequencerId: await deployment.sequencerId(),
    operator,
    orderKey: ethers.getAddress(config.orderKey),
    beaconKey: config.beaconKey,
    bondWei: config.bondWei,
    logOrigin: config.logOrigin,
    logOriginHash: await deployment.logOriginHash(),
    logKey: ethers.getAddress(config.logKey),
    logBondWei: config.logBondWei,
    witnesses: config.witnesses.map((seat, i) => ({ seatId: String(i + 1), ...seat })),
    rules: { rulesVersion, hash: await ruleBook.hashOf(rulesVersion), list: config.rules },
    admin,
    deployment: await deployment.getAddress(),
    accessManager: await deployment.accessManager(),
    contracts,
    checkers: describedCheckers,
    policy,
    policyHash: await rollup.policyHashAt(deploymentBlock),
    parameters: config.parameters,
  };
}

// uint64 and larger are decimal strings in the project's JSON, smaller integers numbers.
const SMALL_INTEGERS = new Set(['version', 'ordering', 'beaconKinds', 'transactionTypes', 'maxCount', 'maxBytes', 'forcedCap']);
const toJson = (key, value) => (typeof value !== 'bigint' ? value : SMALL_INTEGERS.has(key) ? Number(value) : value.toString());

const { values: options } = parseArgs({
  options: { rpc: { type: 'string' }, config: { type: 'string' }, out: { type: 'string' } },
});
if (!options.rpc || !options.config || !options.out) fail('Usage: node script/deploy.mjs --rpc URL --config FILE --out FILE');
const key = process.env.CANDOR_DEPLOYER_KEY;
if (!key) fail("Expected the deployer's private key in CANDOR_DEPLOYER_KEY, found nothing: set it.");

const config = readConfig(options.config);
const provider = new ethers.JsonRpcProvider(options.rpc, undefined, { staticNetwork: true, pollingInterval: 100 });
const wallet = new ethers.Wallet(key, provider);
try {
  const parts = await deployParts(wallet, config);
  const deployment = await deployCandor(wallet, parts, config);
  await requireProxies(deployment, parts.proxies);
  const admin = ethers.getAddress(config.admin ?? wallet.address);
  const operator = ethers.getAddress(config.operator ?? wallet.address);
  const manifest = await describe(provider, deployment, parts, config, admin, operator);
  writeFileSync(options.out, `${JSON.stringify(manifest, toJson, 2)}\n`);
  console.log(`Candor deployed: Rollup ${manifest.contracts.rollup.proxy} at block ${manifest.deploymentBlock}; manifest ${options.out}`);
} catch (error) {
  fail(`The deployment failed: ${error.shortMessage ?? error.message}${error.data ? ` (revert data ${error.data})` : ''}`);
} finally {
  provider.destroy();
}
