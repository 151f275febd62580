// `npm test`: builds, checks style, runs every workspace's tests with tap, and says the sum on the last line, where a
// fault of style counts as one failure.
// `node test.mjs domain test/network` runs only those workspaces, or that folder of one; `--no-build` and `--no-lint` leave those steps out.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

const root = import.meta.dirname;
const args = process.argv.slice(2);
const only = args.filter((arg) => !arg.startsWith('--'));
const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Suites with a command of their own, which take minutes. */
const OWN_COMMAND = /^(?:browser|network-faults)\//;

/** Runs one step before the tests; tells whether it went well. */
function step(title, command, commandArgs) {
  process.stdout.write(`\n== ${title}\n`);
  const { status } = spawnSync(command, commandArgs, { cwd: root, stdio: 'inherit' });
  if (status !== 0) console.log(`\n${title} failed`);
  return status === 0;
}

function testFiles(dir) {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { recursive: true }).filter((name) => name.endsWith('.test.js'));
}

/** Half of a test's time is waiting; but real faults and networks want the machine for themselves. */
function jobsOf(workspace) {
  return workspace === 'test' ? 1 : Math.max(2, availableParallelism());
}

/** Runs tap in one workspace, on all files or those given; resolves to its counts. A run that prints no sum counts as one failure. */
function runTap(workspace, files) {
  return new Promise((resolve) => {
    const cwd = join(root, workspace);
    const tap = join(root, 'node_modules/tap/dist/esm/run.mjs');
    const child = spawn(
      process.execPath,
      [
        existsSync(tap) ? tap : join(root, 'node_modules/.bin/tap'),
        '-R',
        'tap',
        `--jobs=${jobsOf(workspace)}`,
        ...files,
      ],
      {
        cwd,
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.on('close', (code) => {
      const sum = /^# \{ total: (\d+), pass: (\d+).*$/m.exec(output);
      const total = Number(sum?.[1] ?? 0);
      const skipped = Number(/skip: (\d+)/.exec(sum?.[0] ?? '')?.[1] ?? 0);
      const passed = Number(sum?.[2] ?? 0);
      const failed = Math.max(total - passed - skipped, code === 0 && total > 0 ? 0 : 1);
      if (failed > 0) console.log(failures(output));
      resolve({ workspace, passed, failed, skipped });
    });
  });
}

/** The lines of a TAP stream that say what failed, with what follows them. */
function failures(output) {
  const lines = output.split('\n');
  const shown = new Set();
  for (const [i, line] of lines.entries()) {
    if (/^\s*not ok/.test(line))
      for (let k = i; k < Math.min(i + 30, lines.length); k++) shown.add(k);
  }
  const text = [...shown].map((i) => lines[i]).slice(0, 400);
  return (text.length > 0 ? text : lines.slice(-60)).join('\n');
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

for (const workspace of workspaces) {
  const folder = only.find((name) => name.startsWith(`${workspace}/`))?.slice(workspace.length + 1);
  if (only.length > 0 && folder === undefined && !only.includes(workspace)) continue;
  const files = testFiles(join(root, workspace, 'dist')).filter((name) =>
    folder === undefined ? !OWN_COMMAND.test(name) : name.startsWith(`${folder}/`),
  );
  if (files.length === 0) continue;
  process.stdout.write(`\n== ${workspace}: ${files.length} files\n`);
  const begun = Date.now();
  const sum = await runTap(
    workspace,
    folder === undefined ? [] : files.map((name) => `dist/${name}`),
  );
  const seconds = Math.round((Date.now() - begun) / 1000);
  console.log(
    `${workspace}: ${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} left out, in ${seconds} s`,
  );
  passed += sum.passed;
  failed += sum.failed;
  skipped += sum.skipped;
}
console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(failed > 0 ? 1 : 0);
