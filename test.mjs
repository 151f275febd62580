// `npm test`: builds, checks style, runs every workspace's tests, and says the sum on the last line, where a fault of style
// counts as one failure.
// `node test.mjs domain test/network` runs only those workspaces, or that folder of one; `--no-build` and `--no-lint` leave those steps out.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { runFiles } from './test-files.mjs';

const root = import.meta.dirname;
const args = process.argv.slice(2);
const only = args.filter((arg) => !arg.startsWith('--'));
const packageOf = (folder) => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));

/** Folders with a command of their own, which take minutes. */
const OWN_COMMAND = ['browser', 'network-faults'];

/** Runs one step before the tests; tells whether it went well. */
function step(title, command, commandArgs) {
  process.stdout.write(`\n== ${title}\n`);
  const { status } = spawnSync(command, commandArgs, { cwd: root, stdio: 'inherit' });
  if (status !== 0) console.log(`\n${title} failed`);
  return status === 0;
}

/** Test files of a workspace, or of one folder of it, as paths within the workspace. */
function testFiles(workspace, folder) {
  const dist = join(root, workspace, 'dist');
  if (!existsSync(dist)) return [];
  return readdirSync(dist, { recursive: true })
    .filter((name) => name.endsWith('.test.js'))
    .filter((name) =>
      folder === undefined
        ? !OWN_COMMAND.includes(name.split('/')[0])
        : name.startsWith(`${folder}/`),
    )
    .map((name) => `dist/${name}`);
}

/**
 * What runs beside what. Half of a test's time is waiting, so that there is one file more at once than cores; networks, of
 * a dozen processes each, go one at a time beside the rest.
 */
function lanesOf(files) {
  const cores = availableParallelism();
  const [networks, others] = [true, false].map((wanted) =>
    files.filter((name) => name.startsWith('dist/network') === wanted),
  );
  if (networks.length === 0) return [{ files, jobs: cores + 1 }];
  return [
    { files: networks, jobs: 1 },
    { files: others, jobs: cores },
  ];
}

/** The stories need a browser. Without one they are left out and said so, unless CI demands them. */
async function browserCounts() {
  const { CHROMIUM, hasBrowser } = await import('./test/dist/browser/chromium.js');
  if (hasBrowser()) return undefined;
  console.log(
    `No browser at ${CHROMIUM}: the stories were left out. Install Debian's chromium, or set CHROMIUM to its path.`,
  );
  return { passed: 0, failed: process.env.CI === 'true' ? 1 : 0, skipped: 0 };
}

async function runWorkspace(workspace, files) {
  process.stdout.write(`\n== ${workspace}: ${files.length} files\n`);
  const begun = Date.now();
  const cwd = join(root, workspace);
  const { timeout } = packageOf(workspace).tap ?? {};
  const sums = await Promise.all(lanesOf(files).map((lane) => runFiles({ cwd, timeout, ...lane })));
  const sum = (key) => sums.reduce((total, each) => total + each[key], 0);
  const counts = { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
  const seconds = Math.round((Date.now() - begun) / 1000);
  console.log(
    `${workspace}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} left out, in ${seconds} s`,
  );
  return counts;
}

if (!args.includes('--no-build') && !step('build', process.execPath, [join(root, 'build.mjs')])) {
  // Tests of an older build would speak of other sources.
  console.log('0 passed, 1 failed');
  process.exit(1);
}

const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
let passed = 0;
let failed = 0;
let skipped = 0;
// A fault of style is one failure among those of the tests, which run all the same.
if (!args.includes('--no-lint') && !step('style', process.execPath, [biome, 'ci', '.']))
  failed += 1;

for (const workspace of packageOf('.').workspaces) {
  const folder = only.find((name) => name.startsWith(`${workspace}/`))?.slice(workspace.length + 1);
  if (only.length > 0 && folder === undefined && !only.includes(workspace)) continue;
  const files = testFiles(workspace, folder);
  if (files.length === 0) continue;
  const left = folder === 'browser' ? await browserCounts() : undefined;
  const counts = left ?? (await runWorkspace(workspace, files));
  passed += counts.passed;
  failed += counts.failed;
  skipped += counts.skipped;
}
console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(failed > 0 ? 1 : 0);
