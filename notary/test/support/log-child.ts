import { endWithParent } from './end-with-parent.ts';
import { openBench } from './log-bench.ts';
import { numberedLedger, recordsOfBlock } from './numbered-ledger.ts';

// Keeps the log of the numbered ledger in the directory given, from `blocks` blocks on, until it is killed.
endWithParent();
const [dir, blocks] = process.argv.slice(2) as [string, string];
const ledger = numberedLedger(Number(blocks));
const { log } = await openBench(dir, ledger);
process.stdout.write(`open ${log.alarms().length}\n`);
let next = Number(blocks);
const appendMore = () => {
  for (let i = 0; i < 1 + (next % 3); i++) ledger.record(...recordsOfBlock(next++));
};
log.onCheckpoint((size) => {
  const { root } = log.checkpoint()?.checkpoint ?? {};
  process.stdout.write(`${size} ${Buffer.from(root ?? []).toString('hex')}\n`);
  setImmediate(appendMore);
});
appendMore();
