#!/usr/bin/env node
// The compiler as forge wants it: `--version`, and `--standard-json` from stdin. Comes from npm, so nothing is downloaded at build time.
const solc = require('solc');
const { readFileSync, writeSync } = require('node:fs');
const output = process.argv.includes('--version')
  ? `solc, the solidity compiler commandline interface\nVersion: ${solc.version()}\n`
  : solc.compile(readFileSync(0, 'utf8'));
for (let bytes = Buffer.from(output), at = 0; at < bytes.length; at += writeSync(1, bytes, at));
