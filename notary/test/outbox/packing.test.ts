import { MAX_STATE_CALLS } from '@cunzheng/chaincode/state';
import fc from 'fast-check';
import t from 'tap';
import type { PendingRecord } from '../../src/outbox/outbox.ts';
import { packActs, stateCalls } from '../../src/outbox/packing.ts';

const record = fc.record({
  act: fc.integer({ min: 1, max: 40 }),
  kind: fc.constantFrom('key', 'document', 'service', 'receipt'),
  court: fc.constantFrom('京0491', '京0101'),
});
const outbox = fc.array(record, { maxLength: 200 }).map((made) =>
  made
    .sort((a, b) => a.act - b.act)
    .map(
      ({ act, kind, court }, i) =>
        // One member for all records of an act.
        ({
          id: `${i}`,
          act: `${act}`,
          member: `M${act % 3}`,
          kind,
          court,
          body: '',
        }) as unknown as PendingRecord,
    ),
);

t.test('every record goes into one call, in the order of its member', (t) => {
  fc.assert(
    fc.property(outbox, (records) => {
      const packs = packActs(records);
      return ['M0', 'M1', 'M2'].every((member) => {
        const packed = packs
          .filter((pack) => pack.member === member)
          .flatMap((pack) => pack.records);
        const written = records.filter((each) => each.member === member);
        return packed.length === written.length && packed.every((each, i) => each === written[i]);
      });
    }),
  );
  t.pass();
  t.end();
});

t.test('an act is never cut, and only an act alone exceeds the state calls', (t) => {
  fc.assert(
    fc.property(outbox, (records) => {
      const packs = packActs(records);
      const homes = new Map<string, Set<number>>();
      for (const [i, pack] of packs.entries())
        for (const { act } of pack.records) homes.set(act, (homes.get(act) ?? new Set()).add(i));
      const whole = [...homes.values()].every((home) => home.size === 1);
      const fits = packs.every(
        (pack) =>
          stateCalls(pack.records) <= MAX_STATE_CALLS ||
          new Set(pack.records.map(({ act }) => act)).size === 1,
      );
      return whole && fits;
    }),
  );
  t.pass();
  t.end();
});

const of = (id: string, member: string, caseTag: string | null, signingKey: string | null = null) =>
  ({
    id,
    act: id,
    member,
    kind: 'receipt',
    court: 'c',
    body: '{}',
    caseTag,
    signingKey,
  }) as unknown as PendingRecord;
const sent = (records: readonly PendingRecord[]) =>
  packActs(records).flatMap((pack) => pack.records.map(({ id }) => id));

t.test('what follows another member’s record on a case waits for it', async (t) => {
  const acts = [
    of('transferred', 'A', 'x'),
    of('returned', 'B', 'x'),
    of('elsewhere', 'B', 'y'),
    of('again', 'A', 'x'),
  ];
  t.same(sent(acts), ['transferred', 'elsewhere'], 'and what follows that waits too');
  t.same(sent(acts.slice(1)), ['returned', 'elsewhere']);
  t.same(sent(acts.slice(3)), ['again']);
});

t.test('what is signed under a key that waits, waits', async (t) => {
  const key = { ...of('key', 'B', null), act: 'returned' } as PendingRecord;
  const first = { ...of('returned', 'B', 'x', 'key'), act: 'returned' } as PendingRecord;
  const acts = [of('transferred', 'A', 'x'), key, first, of('later', 'B', 'y', 'key')];
  t.same(sent(acts), ['transferred']);
  t.same(sent(acts.slice(1)), ['key', 'returned', 'later']);
});
