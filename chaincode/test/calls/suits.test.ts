import { randomBytes } from 'node:crypto';
import { canonicalize, type RecordId, recordId } from '@cunzheng/domain';
import { type NotedSuit, type SuitEntry, suitEpochOf } from '@cunzheng/domain/suits';
import t from 'tap';
import type { SuitOutcome } from '../../src/calls/suits.ts';
import { parseBatchKey, parseRecordKey } from '../../src/state/index.ts';
import { compositeKey, KEY_TYPES, suitKey } from '../../src/state/keys.ts';
import {
  COURT,
  digest,
  makeFiled,
  makeFilingAct,
  makeSubmission,
  OTHER_COURT,
  recordCall,
  submit,
} from '../support/acts.ts';
import type { CallOptions, MemoryLedger } from '../support/memory-ledger.ts';

const EPOCH = suitEpochOf(Buffer.alloc(32, 1));
const OTHER_EPOCH = suitEpochOf(Buffer.alloc(32, 2));
const THERE = { member: 'HzicMSP' };

function entryOf(filing: RecordId, name = 'pair', epoch = EPOCH): SuitEntry {
  return { epoch, filing, tag: digest(name) as string as SuitEntry['tag'] };
}

const note = (ledger: MemoryLedger, entries: readonly unknown[], options?: CallOptions) =>
  ledger.call('noteSuits', [JSON.stringify(entries)], options);

async function fates(call: ReturnType<typeof note>): Promise<string[]> {
  const { status, text } = await call;
  if (status !== 200) return [text.slice(0, text.indexOf(':'))];
  return (JSON.parse(text) as SuitOutcome[]).map(({ outcome, code }) => code ?? outcome);
}

async function find(ledger: MemoryLedger, { epoch, tag }: SuitEntry): Promise<NotedSuit[]> {
  const { text } = await ledger.call('suitsOf', [epoch, tag, '100', ''], {
    certificate: 'auditor',
    member: 'SpcMSP',
  });
  return (JSON.parse(text) as { suits: NotedSuit[] }).suits;
}

t.test('an entry stands under a key of its own alone, and is no leaf of the log', async (t) => {
  const { ledger, first } = await makeFiled();
  const entry = entryOf(recordId(first));
  const { writes, event, text } = await note(ledger, [entry]);
  t.equal(text, '[{"outcome":"recorded"}]');
  t.same(writes, [[compositeKey('S', entry.epoch, entry.tag, entry.filing), COURT]]);
  const [[key]] = writes as [[string, string]];
  t.same([parseRecordKey(key), parseBatchKey(key)], [undefined, undefined]);
  t.equal(event, undefined);
});

t.test('the same entry again is there already and writes nothing', async (t) => {
  const { ledger, first } = await makeFiled();
  const entry = entryOf(recordId(first));
  t.same(await fates(note(ledger, [entry, entry])), ['recorded', 'exists']);
  const again = await note(ledger, [entry]);
  t.match(again, { text: '[{"outcome":"exists"}]', writes: [] });
});

t.test('an entry reads network, court, its filing and itself', async (t) => {
  const { ledger, first } = await makeFiled();
  const [one, other] = [entryOf(recordId(first)), entryOf(recordId(first), 'other')];
  for (const batches of [false, true]) {
    const result = await note(ledger.copy(), [one, other], { batches });
    t.equal(result.reads.length, 5, `together: ${batches}`);
    t.equal(result.writes.length, 2);
  }
});

t.test(
  'what is found says court, state, day and number of a filing, as they are now',
  async (t) => {
    const { ledger, first, clerk } = await makeFiled();
    const filing = recordId(first);
    const entry = entryOf(filing);
    t.same(await find(ledger, entry), []);
    await note(ledger, [entry]);
    const found = { court: COURT, filing, state: 'review', submitted: first.actTime };
    t.same(await find(ledger, entry), [found]);
    await submit(ledger, [makeFilingAct(first, clerk, { action: 'accepted' })]);
    t.same(await find(ledger, entry), [{ ...found, state: 'accepted' }]);
    const number = '（2026）京0491民初1号';
    await submit(ledger, [makeFilingAct(first, clerk, { action: 'docketed', number })]);
    t.same(await find(ledger, entry), [{ ...found, state: 'docketed', number }]);
  },
);

t.test('a filing docketed before the contract kept the number is found without it', async (t) => {
  const { ledger, first } = await makeFiled();
  const entry = entryOf(recordId(first));
  await note(ledger, [entry]);
  const { applicant, caseTag } = first;
  const before = canonicalize({ applicant, caseTag, court: COURT, state: 'docketed' });
  ledger.state.set(compositeKey(KEY_TYPES.filing, entry.filing), Buffer.from(before));
  const found = { court: COURT, filing: entry.filing, state: 'docketed' };
  t.same(await find(ledger, entry), [{ ...found, submitted: first.actTime }]);
});

t.test('another tag and another epoch find nothing of it', async (t) => {
  const { ledger, first } = await makeFiled();
  const entry = entryOf(recordId(first));
  await note(ledger, [entry]);
  t.same(await find(ledger, entryOf(entry.filing as RecordId, 'other')), []);
  t.same(await find(ledger, entryOf(entry.filing as RecordId, 'pair', OTHER_EPOCH)), []);
});

t.test('filings of several courts are found under one tag, paged in their order', async (t) => {
  const { ledger, first, applicant, applicantThere } = await makeFiled();
  const here = Array.from({ length: 4 }, () => makeSubmission(applicant));
  const there = makeSubmission(applicantThere, { court: OTHER_COURT });
  await submit(ledger, here);
  await submit(ledger, [there], THERE);
  const ids = [first, ...here].map((record) => recordId(record));
  t.same(
    await fates(
      note(
        ledger,
        ids.map((id) => entryOf(id)),
      ),
    ),
    ids.map(() => 'recorded'),
  );
  t.same(await fates(note(ledger, [entryOf(recordId(there))], THERE)), ['recorded']);
  const { epoch, tag } = entryOf(ids[0] as RecordId);
  const found: NotedSuit[] = [];
  let bookmark = '';
  let pages = 0;
  do {
    const { text } = await ledger.call('suitsOf', [epoch, tag, '4', bookmark]);
    const page = JSON.parse(text) as { bookmark: string; suits: NotedSuit[] };
    found.push(...page.suits);
    bookmark = page.bookmark;
    pages += 1;
  } while (bookmark !== '');
  t.equal(pages, 2);
  t.same(
    found.map(({ filing }) => filing),
    [...ids, recordId(there)].sort(),
  );
  const elsewhere = found.find(({ filing }) => filing === recordId(there));
  t.equal(elsewhere?.court, OTHER_COURT);
});

t.test('only the member whose court is at turn notes a filing', async (t) => {
  const { ledger, first, clerk } = await makeFiled();
  const entry = entryOf(recordId(first));
  t.same(await fates(note(ledger, [entry], THERE)), ['COURT_NOT_YOURS']);
  const transferred = makeFilingAct(first, clerk, { action: 'transferred', to: OTHER_COURT });
  await submit(ledger, [transferred]);
  t.same(await fates(note(ledger, [entry])), ['COURT_NOT_YOURS']);
  t.same(await fates(note(ledger, [entry], THERE)), ['recorded']);
  t.equal(ledger.state.get(suitKey(entry))?.toString(), OTHER_COURT);
  t.match(await find(ledger, entry), [{ court: OTHER_COURT }]);
});

t.test('who is no member’s gateway writes nothing', async (t) => {
  const { ledger, first } = await makeFiled();
  const entries = [entryOf(recordId(first))];
  t.same(await fates(note(ledger, entries, { member: 'StrangerMSP' })), ['MEMBER_UNKNOWN']);
  t.same(await fates(note(ledger, entries, { certificate: 'auditor' })), ['GATEWAY_ROLE_MISSING']);
});

t.test('a bad entry is refused and leaves the others untouched', async (t) => {
  const { ledger, first, clerk } = await makeFiled();
  const good = entryOf(recordId(first));
  const bad: [unknown, string][] = [
    [entryOf(digest('no filing') as string as RecordId), 'FILING_UNKNOWN'],
    [entryOf(recordId(clerk.registration)), 'FILING_UNKNOWN'],
    [{ ...good, epoch: 'short' }, 'INPUT_INVALID'],
    [{ ...good, epoch: `${EPOCH.slice(0, 10)}B` }, 'INPUT_INVALID'],
    [{ ...good, tag: `${good.tag.slice(0, 42)}B` }, 'INPUT_INVALID'],
    [{ ...good, tag: `${good.tag}\u0000` }, 'INPUT_INVALID'],
    [{ ...good, filing: '' }, 'INPUT_INVALID'],
    [{ ...good, court: COURT }, 'INPUT_INVALID'],
    [null, 'INPUT_INVALID'],
    ['x', 'INPUT_INVALID'],
  ];
  const result = await note(ledger, [...bad.map(([entry]) => entry), good]);
  const outcomes = (JSON.parse(result.text) as SuitOutcome[]).map((each) => each.code);
  t.same(outcomes, [...bad.map(([, code]) => code), undefined]);
  t.same(
    result.writes.map(([key]) => key),
    [suitKey(good)],
  );
});

t.test('later acts of a filing are no filings of their own', async (t) => {
  const { ledger, first, clerk } = await makeFiled();
  const accepted = makeFilingAct(first, clerk, { action: 'accepted' });
  await recordCall(ledger, [accepted]);
  t.same(await fates(note(ledger, [entryOf(recordId(accepted))])), ['FILING_UNKNOWN']);
});

t.test('a call has 1 to 200 entries', async (t) => {
  const { ledger, first } = await makeFiled();
  const filing = recordId(first);
  const entries = Array.from({ length: 201 }, (_, i) => entryOf(filing, `pair ${i}`));
  t.same(await fates(note(ledger, [])), ['INPUT_INVALID']);
  t.same(await fates(note(ledger, entries)), ['INPUT_INVALID']);
  for (const text of ['', '{}', 'null', '[', '"x"'])
    t.match(await ledger.call('noteSuits', [text]), { status: 500, text: /^INPUT_INVALID: / });
  const most = await fates(note(ledger, entries.slice(1)));
  t.same([most.length, new Set(most)], [200, new Set(['recorded'])]);
});

t.test('an epoch, a tag or a page that is malformed is refused', async (t) => {
  const { ledger } = await makeFiled();
  const tag = digest('pair');
  const bad = [
    ['', tag, '10'],
    ['x', tag, '10'],
    [randomBytes(9).toString('base64url'), tag, '10'],
    [EPOCH, '', '10'],
    [EPOCH, 'x', '10'],
    [EPOCH, `${tag}\u0000`, '10'],
    [EPOCH, tag, '0'],
    [EPOCH, tag, '101'],
  ];
  for (const args of bad)
    t.match(await ledger.call('suitsOf', [...args, '']), { status: 500, text: /^INPUT_INVALID: / });
});
