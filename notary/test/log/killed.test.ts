import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { encodeEntry, leafHash, parseCheckpoint, recordBytes, toHex } from '@cunzheng/domain';
import t from 'tap';
import { openBench, temporaryDirectory } from '../support/log-bench.ts';
import { naiveRoot } from '../support/naive-tree.ts';
import { numberedLedger, recordsOfBlock } from '../support/numbered-ledger.ts';

const CHILD = fileURLToPath(new URL('../support/log-child.js', import.meta.url));
const BLOCKS_A_ROUND = 200;
const ROUNDS = 6;

/** Runs a log until it has printed `lines` checkpoints, kills it in the middle of its work, and returns all it printed. */
async function runAndKill(dir: string, blocks: number, lines: number): Promise<string[]> {
  const child = spawn(process.execPath, [CHILD, dir, String(blocks)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const printed: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    printed.push(line);
    if (printed.length === lines + 1) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return printed;
}

/** Roots that the numbered ledger gives at ends of blocks, by size. */
function expectedRoots(sizes: ReadonlySet<number>, blocks: number): Map<number, string> {
  const leaves: Uint8Array[] = [];
  const roots = new Map<number, string>();
  for (let block = 1; block < blocks; block++) {
    const txTime = 1_760_000_000_000 + block;
    for (const record of recordsOfBlock(block)) {
      const bytes = recordBytes(record);
      leaves.push(leafHash(encodeEntry({ kind: 'record', block, txTime, bytes })));
    }
    if (sizes.has(leaves.length)) roots.set(leaves.length, toHex(naiveRoot(leaves)));
  }
  return roots;
}

t.test(
  'killed again and again, it never signs a fork and always goes on',
  { timeout: 120_000 },
  async (t) => {
    const dir = await temporaryDirectory(t);
    const printed: string[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const lines = await runAndKill(dir, 1 + round * BLOCKS_A_ROUND, 1 + ((round * 3) % 5));
      t.equal(lines[0], 'open 0', 'no alarm after the kill');
      printed.push(...lines.slice(1));
      const note = await readFile(join(dir, 'log/checkpoint'), 'utf8');
      const { size, root } = parseCheckpoint(note).checkpoint;
      printed.push(`${size} ${toHex(root)}`);
    }
    const published = printed.map((line) => line.split(' ') as [string, string]);
    const sizes = new Set(published.map(([size]) => Number(size)));
    const expected = expectedRoots(sizes, 1 + (ROUNDS + 1) * BLOCKS_A_ROUND);
    for (const [size, root] of published) t.equal(root, expected.get(Number(size)), `size ${size}`);

    const { log } = await openBench(dir, numberedLedger(1 + (ROUNDS + 1) * BLOCKS_A_ROUND));
    t.same(log.alarms(), []);
    await log.close();
    const files = await readdir(join(dir, 'log/tree/tile'), { recursive: true });
    const bench = files.filter((file) => file.includes('.p/') && file.endsWith('.tmp'));
    t.same(bench, [], 'no temporary file stays at the right edge');
  },
);
