// Runs test files, each of them a program of its own that prints TAP, some at a time; see docs/adr/0007-tap.md for why tap's
// own runner is not the one.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** A file that has not ended by then is ended, and failed; what tap itself gives a file is far less. */
const LONGEST_MS = 30 * 60_000;
/** As many lines of a failed file are shown at most. */
const SHOWN = 400;

const running = new Set();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

/**
 * Runs files of a folder, `jobs` at a time, and tells each one's end on standard output. `timeout` is in seconds, as tap's.
 * Resolves to the sum of their counts; a file that ends badly or counts nothing is one failure at least.
 */
export async function runFiles({ cwd, files, jobs, timeout }) {
  const waiting = [...files];
  const sum = { passed: 0, failed: 0, skipped: 0 };
  const worker = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const counts = await runFile(cwd, name, timeout);
      for (const key of Object.keys(sum)) sum[key] += counts[key];
    }
  };
  await Promise.all(Array.from({ length: jobs }, worker));
  return sum;
}

function runFile(cwd, name, timeout) {
  return new Promise((resolve) => {
    const begun = Date.now();
    const child = spawn(process.execPath, [join(cwd, name)], {
      cwd,
      env: { ...process.env, ...(timeout === undefined ? {} : { TAP_TIMEOUT: String(timeout) }) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    const late = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS);
    const said = { out: '', err: '' };
    child.stdout.on('data', (chunk) => {
      said.out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      said.err += chunk;
    });
    child.on('close', (code) => {
      clearTimeout(late);
      running.delete(child);
      const counts = countsOf(said.out, code);
      tell(name, Math.round((Date.now() - begun) / 1000), counts, said);
      resolve(counts);
    });
  });
}

/** What the last line of a TAP stream counts. Nothing passed and nothing left out is a file that never came to its tests. */
function countsOf(out, code) {
  const sum = /^# \{ total: (\d+), pass: (\d+).*$/m.exec(out);
  const of = (word) => Number(new RegExp(`${word}: (\\d+)`).exec(sum?.[0] ?? '')?.[1] ?? 0);
  const passed = of('pass');
  const skipped = of('skip') + of('todo');
  const bad = of('total') - passed - skipped;
  const went = code === 0 && passed + skipped > 0;
  return { passed, skipped, failed: went ? bad : Math.max(bad, 1) };
}

function tell(name, seconds, { passed, failed, skipped }, { out, err }) {
  const left = skipped > 0 ? `, ${skipped} left out` : '';
  console.log(
    `${name.replace(/^dist\//, '')}: ${passed} passed, ${failed} failed${left}, ${seconds} s`,
  );
  if (failed > 0) console.log(failures(out), err.split('\n').slice(-60).join('\n'));
}

/** The lines of a TAP stream that say what failed, with what follows them. */
function failures(out) {
  const lines = out.split('\n');
  const shown = new Set();
  for (const [i, line] of lines.entries()) {
    if (/^\s*(?:not ok|# open page)/.test(line))
      for (let k = i; k < Math.min(i + 30, lines.length); k++) shown.add(k);
  }
  const text = [...shown].map((i) => lines[i]).slice(0, SHOWN);
  return (text.length > 0 ? text : lines.slice(-60)).join('\n');
}
