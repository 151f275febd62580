import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import t from 'tap';
import { temporaryFolder } from './support/temporary-folder.ts';

// Processes are started: machines differ.
t.setTimeout(120_000);

/** What each program of test/support that runs until it is killed is told. */
const PROGRAMS = { 'log-child.js': ['1'], 'ledger-writer.js': ['run'] };

for (const [program, args] of Object.entries(PROGRAMS)) {
  t.test(`${program} ends when its parent goes`, async (t) => {
    const path = fileURLToPath(new URL(`support/${program}`, import.meta.url));
    const child = spawn(process.execPath, [path, temporaryFolder(t), ...args], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    t.teardown(() => child.kill('SIGKILL'));
    const exited = once(child, 'exit');
    await once(child.stdout, 'data');
    child.stdout.resume();
    child.stdin.destroy();
    t.same(await exited, [1, null]);
  });
}

t.test('every program of test/support watches its parent', async (t) => {
  const folder = fileURLToPath(new URL('support/', import.meta.url));
  for (const name of await readdir(folder)) {
    const text = name.endsWith('.js') ? await readFile(`${folder}${name}`, 'utf8') : '';
    if (!text.includes('process.argv')) continue;
    t.match(text, /endWithParent\(\)|input: process\.stdin/, name);
  }
});
