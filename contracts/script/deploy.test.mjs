// Deploys on a fresh anvil with the one command and looks at the result from outside: `node --test script/`.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ethers } from 'ethers';

const here = dirname(fileURLToPath(import.meta.url));
const artifact = (name) => JSON.parse(readFileSync(join(here, '..', 'abi', `${name}.json`), 'utf8'));
const DEPLOYER_KEY = '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80'; // anvil's first account
const START_TIMEOUT_MILLIS = 20_000;
const folder = mkdtempSync(join(tmpdir(), 'candor-deploy-'));
let anvil;
let rpc;
let provider;
let manifest;

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

async function answering(url) {
  for (const deadline = Date.now() + START_TIMEOUT_MILLIS; Date.now() < deadline; ) {
    try {
      await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"jsonrpc":"2.0","id":1,"method":"eth_chainId"}' });
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error(`anvil did not answer at ${url} within ${START_TIMEOUT_MILLIS} ms`);
}

const run = (config, out) => {
  const file = join(folder, 'config.json');
  writeFileSync(file, JSON.stringify(config));
  const options = { env: { ...process.env, CANDOR_DEPLOYER_KEY: DEPLOYER_KEY } };
  return promisify(execFile)(process.execPath, [join(here, 'deploy.mjs'), '--rpc', rpc, '--config', file, '--out', out], options);
};

const config = {
  rollupId: '901901',
  genesisHash: `0x${'11'.repeat(32)}`,
  genesisTimestamp: '1800000000',
  orderKey: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8',
  beaconKey: `0x${'ab'.repeat(192)}`,
  logKey: '0x90F79bf6EB2c4f870365E785982E1f101E93b906',
  feeRecipient: '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC',
  bondWei: '2000000000000000000',
  parameters: { 'policy.inclusionDelaySeconds': { value: '77' } },
  witnesses: ['a', 'b', 'c'].map((name, i) => ({
    owner: ethers.computeAddress(ethers.id(`owner ${name}`)),
    signingKey: ethers.computeAddress(ethers.id(`signing ${name}`)),
    logKey: ethers.id(`log ${name}`),
    beaconKey: `0x${'cd'.repeat(192)}`,
    operator: `operator-${name}`,
    client: i < 2 ? 'geth' : 'typescript',
    jurisdiction: `country-${name}`,
  })),
};

before(async () => {
  const port = await freePort();
  rpc = `http://127.0.0.1:${port}`;
  anvil = spawn('anvil', ['--port', String(port), '--silent'], { stdio: 'ignore' });
  await answering(rpc);
  await run(config, join(folder, 'manifest.json'));
  manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  provider = new ethers.JsonRpcProvider(rpc, undefined, { staticNetwork: true });
});

after(() => {
  provider?.destroy();
  anvil?.kill();
  rmSync(folder, { recursive: true, force: true });
});

const contract = (name) =>
  new ethers.Contract(manifest.contracts[name].proxy, artifact(name[0].toUpperCase() + name.slice(1)).abi, provider);

test('the manifest says what is on the chain', async () => {
  const rollup = contract('rollup');
  assert.equal(manifest.chainId, '31337');
  assert.equal(await rollup.rollupId(), 901901n);
  assert.equal(await rollup.genesisHash(), config.genesisHash);
  assert.equal(await rollup.deploymentBlock(), BigInt(manifest.deploymentBlock));
  assert.equal(await rollup.policyHashAt(manifest.deploymentBlock), manifest.policyHash);
  assert.equal(manifest.policy.inclusionDelaySeconds, '77');
  assert.equal(manifest.policy.feeRecipient, config.feeRecipient);
  assert.equal(manifest.policy.maxCount, 5000);
  for (const name of ['sequencerRegistry', 'forcedInbox', 'parameterRegistry']) {
    assert.equal(await rollup[name](), manifest.contracts[name].proxy);
  }
  const registry = contract('sequencerRegistry');
  const height = manifest.deploymentBlock;
  assert.equal(await registry.sequencerIdAt(height), manifest.sequencerId);
  assert.equal(await registry.orderKeyAt(height), config.orderKey);
  assert.equal(await registry.beaconKeyAt(height), config.beaconKey);
  assert.equal((await contract('bondVault').bondOf(manifest.sequencerId)).bonded, BigInt(config.bondWei));
  const log = ethers.id('log.devnet.candor.example/901901');
  assert.equal(manifest.logOrigin, 'log.devnet.candor.example/901901');
  assert.equal(manifest.logOriginHash, log);
  assert.equal(await contract('auditAnchor').logKeyAt(log, height), config.logKey);
  assert.equal(await contract('auditAnchor').rollup(), manifest.contracts.rollup.proxy);
  assert.equal((await contract('bondVault').bondOf(log)).bonded, BigInt(manifest.logBondWei));
});

test('the witnesses have their seats and the court its rules', async () => {
  const registry = contract('witnessRegistry');
  assert.deepEqual([...(await registry.seatIds())], [1n, 2n, 3n]);
  for (const [i, given] of config.witnesses.entries()) {
    const seat = await registry.seat(i + 1);
    assert.equal(seat.config.signingKey, given.signingKey);
    assert.equal(seat.config.operator, ethers.id(given.operator));
    const bond = await contract('bondVault').bondOf(ethers.zeroPadValue(given.owner, 32));
    assert.equal(bond.locked, BigInt(manifest.parameters['witness.minBondWei'].value));
    assert.equal(manifest.witnesses[i].seatId, String(i + 1));
  }
  const book = contract('ruleBook');
  assert.equal(manifest.rules.rulesVersion, '1');
  assert.equal(await book.hashOf(1), manifest.rules.hash);
  const rule = await book.ruleOf(8, 1);
  assert.equal(rule.evidenceSchema, ethers.id(manifest.rules.list.find(({ kind }) => kind === 8).evidenceSchema));
  for (const { kind, checker: name } of manifest.rules.list.filter(({ decision }) => decision === 'CHECKER')) {
    const { address, codeHash } = manifest.checkers[name];
    assert.equal((await book.ruleOf(kind, 1)).checker, address);
    assert.equal(ethers.keccak256(await provider.getCode(address)), codeHash);
    const checker = new ethers.Contract(address, artifact(name).abi, provider);
    assert.equal(await checker.ROLLUP(), manifest.contracts.rollup.proxy);
    assert.equal(await checker.ROLLUP_ID(), 901901n);
    await assert.rejects(checker.check('0x'), ({ code }) => code === 'CALL_EXCEPTION');
  }
  assert.equal(await contract('disputeCourt').faultRegister(), manifest.contracts.faultRegister.proxy);
  assert.equal(await contract('rollbackController').faultRegister(), manifest.contracts.faultRegister.proxy);
  assert.equal(await contract('bondVault').redressPool(), manifest.contracts.redressPool.proxy);
});

test('every proxy points to the implementation of the manifest', async () => {
  const slot = '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc'; // ERC-1967
  for (const { proxy, implementation, implementationCodeHash } of Object.values(manifest.contracts)) {
    assert.equal(ethers.getAddress(ethers.dataSlice(await provider.getStorage(proxy, slot), 12)), implementation);
    assert.equal(ethers.keccak256(await provider.getCode(implementation)), implementationCodeHash);
  }
});

test("no person's account holds a right but the admin's", async () => {
  const manager = new ethers.Contract(manifest.accessManager, artifact('AccessManager').abi, provider);
  const granted = await manager.queryFilter(manager.filters.RoleGranted(), 0);
  const holders = [];
  for (const { args } of granted) {
    const [isMember] = await manager.hasRole(args.roleId, args.account);
    if (isMember) holders.push({ role: args.roleId, account: args.account, code: await provider.getCode(args.account) });
  }
  const persons = holders.filter(({ code }) => code === '0x');
  assert.deepEqual(persons.map(({ role, account }) => ({ role, account })), [{ role: 0n, account: manifest.admin }]);
  const names = Object.fromEntries(Object.entries(manifest.contracts).map(([name, { proxy }]) => [proxy, name]));
  const rights = {};
  for (const { role, account } of holders.filter(({ code }) => code !== '0x')) (rights[role] ??= []).push(names[account]);
  for (const list of Object.values(rights)) list.sort();
  assert.deepEqual(rights, {
    1: ['rollbackController'],
    2: ['faultRegister'],
    3: ['faultRegister'],
    4: ['auditAnchor', 'sequencerRegistry'],
    5: ['auditAnchor', 'disputeCourt', 'sequencerRegistry', 'witnessRegistry'],
    6: ['disputeCourt'],
  });
  for (const proxy of Object.values(manifest.contracts).map((c) => c.proxy)) {
    assert.equal(await new ethers.Contract(proxy, artifact('Rollup').abi, provider).authority(), manifest.accessManager);
  }
});

test('a config that breaks the bounds is refused with a reason', async () => {
  const broken = { ...config, parameters: { 'policy.forcedCap': { value: '9' } } };
  await assert.rejects(run(broken, join(folder, 'broken.json')), /The deployment failed/);
  const { beaconKey, ...missing } = config;
  await assert.rejects(run(missing, join(folder, 'broken.json')), /to name beaconKey, found none/);
});
