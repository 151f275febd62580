import { compareUtf8 } from '../ledger/embedded/simulation.ts';
import { type LedgerBlock, VALIDATION } from '../ledger/port.ts';
import { hex, recordKey, recordKeys, summary, take } from './probes.ts';
import type { Case } from './runner.ts';

/** Blocks as a follower sees them. */
export const FOLLOW_CASES: Readonly<Record<string, Case>> = {
  'follows blocks in order, each linked to the one before': async (t, ledger, subject) => {
    const results = await recordKeys(ledger, subject, 6);
    const height = await ledger.height();
    const blocks = await take(ledger, 0, height);
    for (const [index, block] of blocks.entries()) {
      t.equal(block.number, index);
      if (index > 0) t.same(hex(block.previousHash), hex(blocks[index - 1]?.hash));
      for (const { writes } of block.transactions) {
        const keys = writes.map((write) => write.key);
        t.same(keys, [...keys].sort(compareUtf8));
        for (const { value } of writes) t.equal(value?.length === 0, false);
      }
    }
    for (const { txId, block, response } of results) {
      const found = blocks[block]?.transactions.find((other) => other.txId === txId);
      t.match(found, { valid: true, code: VALIDATION.valid, response });
    }
  },

  'follows from the middle the same as from the beginning': async (t, ledger, subject) => {
    await recordKeys(ledger, subject, 6);
    const height = await ledger.height();
    const from = Math.floor(height / 2);
    const all = await take(ledger, 0, height);
    t.same((await take(ledger, from, height)).map(summary), all.slice(from).map(summary));
  },

  'hands a waiting follower the next block, and ends when told to': async (t, ledger, subject) => {
    const stop = new AbortController();
    const blocks = ledger.follow(await ledger.height(), stop.signal)[Symbol.asyncIterator]();
    const next = blocks.next();
    const { result } = await recordKey(ledger, subject);
    const block: LedgerBlock = (await next).value;
    t.equal(block.number, result.block);
    t.ok(block.transactions.some(({ txId }) => txId === result.txId));
    const end = blocks.next();
    stop.abort();
    t.equal((await end).done, true);
  },
};
