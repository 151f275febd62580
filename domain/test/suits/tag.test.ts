import { createHash, createHmac, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import t from 'tap';
import { parseDay } from '../../src/deadlines/index.ts';
import {
  isSuitEntry,
  isSuitEpoch,
  isSuitTag,
  type NumberedParty,
  type PartyDigest,
  partyDigest,
  suitEpochOf,
  suitTag,
} from '../../src/suits/index.ts';

const TODAY = parseDay('2026-11-22');
/** Sample of GB 11643, and a company made up for the test. */
const PERSON: NumberedParty = { kind: 'person', number: '11010519491231002X' };
const COMPANY: NumberedParty = { kind: 'organisation', number: '91350100M000100Y43' };
const KEY = Buffer.alloc(32, 7);

const digestOf = (party: NumberedParty) => partyDigest(party, TODAY) as PartyDigest;
const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });

/** The same from Node's own crypto and plain JSON. */
function digestAnew({ kind, number }: NumberedParty): string {
  const text = `cunzheng-party-v1\0${JSON.stringify([kind, number])}`;
  return createHash('sha256').update(text).digest('base64url');
}

function tagAnew(key: Uint8Array, ...digests: string[]): string {
  const text = `cunzheng-suit-v1\0${JSON.stringify(digests.sort())}`;
  return createHmac('sha256', key).update(text).digest('base64url');
}

t.test('digests and tags are those that are written down', async (t) => {
  t.equal(digestOf(PERSON), digestAnew(PERSON));
  t.equal(digestOf(COMPANY), digestAnew(COMPANY));
  t.equal(digestOf(PERSON), 'kIkJCCXP3twVwNFNLaMxsyvXm4EX3JJ6-K6wAbzaa0E');
  t.equal(suitEpochOf(KEY), 'S7Bvjk46dxU');
  t.equal(
    suitTag(KEY, digestOf(PERSON), digestOf(COMPANY)),
    '7zWdzsNmdgOHggPvJoFX-Jn6LTXT3sIQTcgRj4fMWKI',
  );
});

t.test('a tag is the same whoever sues, and another under another key or of others', (t) => {
  fc.assert(
    fc.property(bytes32, bytes32, bytes32, bytes32, (key, otherKey, a, b) => {
      const [one, other] = [a, b].map((each) => Buffer.from(each).toString('base64url')) as [
        PartyDigest,
        PartyDigest,
      ];
      const tag = suitTag(key, one, other);
      return (
        tag === suitTag(key, other, one) &&
        tag === tagAnew(key, one, other) &&
        isSuitTag(tag) &&
        isSuitEpoch(suitEpochOf(key)) &&
        (tag !== suitTag(otherKey, one, other) || Buffer.from(key).equals(Buffer.from(otherKey)))
      );
    }),
  );
  t.end();
});

t.test('a number counts in its stored form, however it is typed', async (t) => {
  for (const number of [
    '11010519491231002x',
    '110105 1949 1231 002X',
    '１１０１０５１９４９１２３１００２Ｘ',
  ])
    t.equal(digestOf({ kind: 'person', number }), digestOf(PERSON), number);
  t.equal(digestOf({ kind: 'organisation', number: '91350100m000100y43' }), digestOf(COMPANY));
  t.ok(digestOf({ kind: 'person', number: '810000199408230021' }), 'a permit of residents');
});

t.test('what has no check digit, or the wrong one, has no digest', async (t) => {
  const none: NumberedParty[] = [
    { kind: 'person', number: '' },
    { kind: 'person', number: '110105194912310021' },
    { kind: 'person', number: '110105491231002' },
    { kind: 'person', number: 'E12345678' },
    { kind: 'person', number: '11010520991231002X' },
    { kind: 'person', number: COMPANY.number },
    { kind: 'organisation', number: PERSON.number },
    { kind: 'organisation', number: '31110000E00000000X' },
  ];
  for (const party of none) t.equal(partyDigest(party, TODAY), undefined, party.number);
});

t.test('a key of another length is a mistake', async (t) => {
  for (const key of [new Uint8Array(31), new Uint8Array(33), new Uint8Array()]) {
    t.throws(() => suitEpochOf(key), TypeError);
    t.throws(() => suitTag(key, digestOf(PERSON), digestOf(COMPANY)), TypeError);
  }
});

t.test('an entry has its three parts, each of its form, and nothing else', async (t) => {
  const text = (length: number) => randomBytes(length).toString('base64url');
  const entry = { epoch: suitEpochOf(KEY), filing: text(32), tag: text(32) };
  t.ok(isSuitEntry(entry));
  const wrong: unknown[] = [
    null,
    [],
    'x',
    {},
    { ...entry, epoch: text(9) },
    { ...entry, epoch: `${entry.epoch.slice(0, 10)}B` },
    { ...entry, tag: text(31) },
    { ...entry, tag: 7 },
    { ...entry, filing: text(16) },
    { ...entry, filing: `${entry.filing}\0` },
    { ...entry, court: '京0491' },
    { epoch: entry.epoch, tag: entry.tag },
  ];
  for (const each of wrong) t.notOk(isSuitEntry(each), JSON.stringify(each));
});
