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
