import { makeSigner, recordCall } from './acts.ts';
import { coded, outcomesOf, recordKey, sceneOf, take, withLedger } from './probes.ts';
import type { Case } from './runner.ts';

/** What a ledger keeps, finishes and refuses when it is opened and closed. */
export const LIFE_CASES: Readonly<Record<string, Case>> = {
  'says which driver it is': async (t, ledger, subject) => {
    t.same(ledger.supports, subject.supports);
    t.match(ledger.network, /^[A-Za-z0-9_-]{43}$/);
  },

  'keeps what it acknowledged when it is opened again': async (t, ledger, subject) => {
    const { record, result } = await recordKey(ledger, subject);
    const height = await ledger.height();
    await ledger.close();
    await withLedger(subject, async (again) => {
      t.equal(again.network, ledger.network);
      t.equal(await again.height(), height);
      t.match(await again.transaction(result.txId), { block: result.block, valid: true });
      t.same(outcomesOf(await again.submit(recordCall([record]))), ['exists']);
    });
  },

  'refuses everything once it is closed': async (t, ledger, subject) => {
    const { record } = makeSigner(sceneOf(ledger, subject), 'clerk');
    const prepared = await ledger.prepare(recordCall([record]));
    const follower = ledger.follow(await ledger.height())[Symbol.asyncIterator]();
    const waiting = follower.next();
    const seen = t.rejects(waiting, coded('LEDGER_CLOSED'));
    await ledger.close();
    await ledger.close();
    await seen;
    const closed = coded('LEDGER_CLOSED');
    await t.rejects(prepared.submit(), closed);
    await t.rejects(ledger.prepare(recordCall([record])), closed);
    await t.rejects(ledger.submit(recordCall([record])), closed);
    await t.rejects(ledger.evaluate(recordCall([record])), closed);
    await t.rejects(ledger.transaction(prepared.txId), closed);
    await t.rejects(ledger.height(), closed);
    await t.rejects(take(ledger, 0, 1), closed);
  },

  'finishes what is under way before it closes': async (t, ledger, subject) => {
    const scene = sceneOf(ledger, subject);
    const calls = [1, 2, 3, 4, 5, 6].map(() => recordCall([makeSigner(scene, 'clerk').record]));
    const prepared = await Promise.all(calls.map((call) => ledger.prepare(call)));
    const results = Promise.all(prepared.map((call) => call.submit()));
    await ledger.close();
    const acknowledged = await results;
    await withLedger(subject, async (again) => {
      for (const { txId, block } of acknowledged) {
        t.match(await again.transaction(txId), { block, valid: true });
      }
    });
  },
};
