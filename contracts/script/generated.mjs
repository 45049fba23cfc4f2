// Files that are generated and committed: written, or with --check compared.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** An artifact of forge's output, e.g. `Rollup.sol/Rollup.json`. */
export const artifact = (path) => JSON.parse(readFileSync(join(root, 'out', path), 'utf8'));

export const sortKeys = (value) =>
  Array.isArray(value)
    ? value.map(sortKeys)
    : value !== null && typeof value === 'object'
      ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, sortKeys(value[key])]))
      : value;

/**
 * Builds, renders `files` (path → function that gives the content), and writes those that differ, or fails with --check.
 * `folders` hold nothing else: a file there that is not rendered is stale.
 */
export function generate({ files, folders, command }) {
  const check = process.argv.includes('--check');
  execFileSync('forge', ['build'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  const stale = [];
  for (const [file, render] of Object.entries(files)) {
    const path = join(root, file);
    const expected = render();
    if (existsSync(path) && readFileSync(path, 'utf8') === expected) continue;
    stale.push(file);
    if (check) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, expected);
  }
  for (const folder of folders) {
    const present = existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : [];
    for (const name of present.filter((n) => n.endsWith('.json') && !(`${folder}/${n}` in files))) {
      stale.push(`${folder}/${name}`);
      if (!check) rmSync(join(root, folder, name));
    }
  }
  if (check && stale.length > 0) {
    console.error(`Expected the committed files to be what the sources give; ${stale.join(', ')} differ. Run \`${command}\`, look at the difference and commit it.`);
    process.exit(1);
  }
  console.log(stale.length === 0 ? `${folders[0]}/ is up to date` : `${folders[0]}/ written: ${stale.join(', ')}`);
}
