import { randomBytes } from 'node:crypto';
import { parseBatchKey, parseRecordKey } from '@cunzheng/chaincode/state';
import { type RecordId, recordId } from '@cunzheng/domain';
import { type NotedSuit, type SuitEntry, type SuitTag, suitEpochOf } from '@cunzheng/domain/suits';
import type { Ledger, LedgerCall, LedgerResult } from '../ledger/port.ts';
import { openFiling, someCaseNumber } from './filing-cases.ts';
import { coded, fatesOf, take } from './probes.ts';
import type { Case } from './runner.ts';

/** What the contract makes of entries about like suits, whichever driver carries them. */
export const SUIT_CASES: Readonly<Record<string, Case>> = {
  'notes like suits, each once, and finds them as they stand': async (t, ledger, subject) => {
    const filings = [await openFiling(ledger, subject), await openFiling(ledger, subject)];
    const entry = someEntry();
    const ids = filings.map(({ first }) => recordId(first)).sort();
    const entries = ids.map((id) => entry(id));
    t.same(await suitsOf(ledger, entries[0] as SuitEntry), []);
    const result = await ledger.submit(noteCall(entries));
    t.same(fatesOf(result), ['recorded', 'recorded']);
    t.same(fatesOf(await ledger.submit(noteCall(entries))), ['exists', 'exists']);
    const found = await suitsOf(ledger, entries[0] as SuitEntry);
    t.same(
      found.map(({ filing, court, state }) => [filing, court, state]),
      ids.map((id) => [id, subject.court, 'review']),
    );
    const [one] = filings as [(typeof filings)[0]];
    const number = someCaseNumber(subject);
    t.equal(await one.fate(one.act(one.clerk, { action: 'accepted' })), 'recorded');
    t.equal(await one.fate(one.act(one.clerk, { action: 'docketed', number })), 'recorded');
    const id = recordId(one.first);
    const now = (await suitsOf(ledger, entry(id))).find(({ filing }) => filing === id);
    const { actTime: submitted } = one.first;
    t.same(now, { court: subject.court, filing: id, number, state: 'docketed', submitted });
    t.same(await suitsOf(ledger, someEntry()(id)), [], 'another tag tells nothing');
  },

  'pages through like suits, and writes no leaf of the log for them': async (
    t,
    ledger,
    subject,
  ) => {
    const entry = someEntry();
    const ids: RecordId[] = [];
    for (let i = 0; i < 3; i++) ids.push(recordId((await openFiling(ledger, subject)).first));
    const result = await ledger.submit(noteCall(ids.map((id) => entry(id))));
    const found: string[] = [];
    const sizes: number[] = [];
    let bookmark = '';
    do {
      const page = await suitsPage(ledger, entry(ids[0] as RecordId), '2', bookmark);
      found.push(...page.suits.map(({ filing }) => filing));
      sizes.push(page.suits.length);
      bookmark = page.bookmark;
    } while (bookmark !== '');
    t.same(found, ids.toSorted());
    t.same(sizes, [2, 1]);
    const writes = await writesOf(ledger, result);
    t.equal(writes.length, 3);
    for (const key of writes)
      t.same([parseRecordKey(key), parseBatchKey(key)], [undefined, undefined]);
  },

  'refuses to note what is no filing, and what is malformed': async (t, ledger, subject) => {
    const { first, clerk } = await openFiling(ledger, subject);
    const [entry, id] = [someEntry(), recordId(first)];
    const entries = [
      entry(recordId(clerk.record)),
      { ...entry(id), epoch: 'x' },
      { ...entry(id), tag: randomBytes(31).toString('base64url') },
      entry(id),
    ];
    t.same(fatesOf(await ledger.submit(noteCall(entries))), [
      'FILING_UNKNOWN',
      'INPUT_INVALID',
      'INPUT_INVALID',
      'recorded',
    ]);
    const height = await ledger.height();
    await t.rejects(ledger.submit(noteCall([])), coded('INPUT_INVALID'));
    const wrong = { name: 'suitsOf', args: ['x', entry(id).tag, '10', ''] };
    await t.rejects(ledger.evaluate(wrong), coded('INPUT_INVALID'));
    t.equal(await ledger.height(), height);
  },

  'notes an entry once when two calls race for it': async (t, ledger, subject) => {
    const entry = someEntry()(recordId((await openFiling(ledger, subject)).first));
    const fates = await Promise.all(
      [1, 2, 3].map(() =>
        ledger.submit(noteCall([entry])).then(
          (result) => fatesOf(result)[0],
          (error: { code?: string }) => error.code,
        ),
      ),
    );
    t.equal(fates.filter((fate) => fate === 'recorded').length, 1, fates.join());
    for (const fate of fates)
      t.ok(['recorded', 'exists', 'LEDGER_CONFLICT'].includes(fate as string), fate);
    t.equal((await suitsOf(ledger, entry)).length, 1);
  },
};

/** Entries of two parties whom no test before has named. */
export function someEntry(): (filing: RecordId) => SuitEntry {
  const epoch = suitEpochOf(randomBytes(32));
  const tag = randomBytes(32).toString('base64url') as SuitTag;
  return (filing) => ({ epoch, filing, tag });
}

/** The contract's call that notes these. */
export function noteCall(entries: readonly object[]): LedgerCall {
  return { name: 'noteSuits', args: [JSON.stringify(entries)] };
}

/** The first hundred filings under an entry's tag. */
export async function suitsOf(ledger: Ledger, entry: SuitEntry): Promise<readonly NotedSuit[]> {
  return (await suitsPage(ledger, entry, '100', '')).suits;
}

async function suitsPage(
  ledger: Ledger,
  { epoch, tag }: SuitEntry,
  size: string,
  bookmark: string,
): Promise<{ readonly bookmark: string; readonly suits: readonly NotedSuit[] }> {
  const call = { name: 'suitsOf', args: [epoch, tag, size, bookmark] };
  return JSON.parse(await ledger.evaluate(call));
}

async function writesOf(ledger: Ledger, { block, txId }: LedgerResult): Promise<string[]> {
  const [found] = await take(ledger, block, block + 1);
  const transaction = found?.transactions.find((each) => each.txId === txId);
  return (transaction?.writes ?? []).map(({ key }) => key);
}
