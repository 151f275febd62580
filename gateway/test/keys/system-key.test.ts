import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type KeyRegistration, recordId, signingMessage } from '@cunzheng/domain';
import t from 'tap';
import type { CourtRow } from '../../src/context.ts';
import { acceptSignature } from '../../src/keys/es256.ts';
import { SYSTEM_KEY_LIFE_MS } from '../../src/keys/system-key.ts';
import { NETWORK, openTestCourt } from '../support/court.ts';

const opened = await openTestCourt();
t.teardown(() => opened.close());
const { court, notary } = opened;
const row = court.courts.get('京0491') as CourtRow;
const path = join(opened.dir, 'keys', 'system', '京0491.pem');
const registrations = () =>
  notary.records.filter(
    (record): record is KeyRegistration => record.kind === 'key' && record.court === row.code,
  );

t.test('the key is the owner’s alone to read, and in no row or record', async (t) => {
  t.equal((await stat(path)).mode & 0o777, 0o600);
  const secret = (await readFile(path, 'utf8')).split('\n')[1] as string;
  t.notOk(JSON.stringify(notary.records).includes(secret));
});

t.test('it signs receipts that its registration verifies', async (t) => {
  const key = await court.systemKeys.keyOf(row);
  const tag = 'A'.repeat(22);
  const unsigned = {
    v: 1,
    kind: 'receipt',
    court: row.code,
    caseTag: tag,
    actTime: '2026-03-01T00:00:00.000Z',
    service: NETWORK,
    sha256: NETWORK,
    event: 'arrived',
    recipient: tag,
    key: key.id,
  } as never;
  const signed = key.sign(NETWORK, unsigned);
  const { point } = registrations()[0] as KeyRegistration;
  const message = signingMessage(NETWORK, unsigned);
  t.equal(acceptSignature(point, message, signed.signature), signed.signature);
});

t.test('near the end of its life a new key is registered, never the old point again', async (t) => {
  const before = await court.systemKeys.keyOf(row);
  opened.advance(SYSTEM_KEY_LIFE_MS - 8 * 86_400_000);
  t.equal((await court.systemKeys.keyOf(row)).id, before.id, 'eight days before it still serves');
  opened.advance(2 * 86_400_000);
  const [one, two] = await Promise.all([court.systemKeys.keyOf(row), court.systemKeys.keyOf(row)]);
  t.not(one.id, before.id);
  t.equal(one.id, two.id, 'two at once register one');
  const points = registrations().map(({ point }) => point);
  t.equal(new Set(points).size, points.length);
});

t.test('a lost key file is made up for by a new key', async (t) => {
  const before = registrations().length;
  await rm(path);
  const again = await opened.again();
  await again.systemKeys.keyOf(row);
  t.equal(registrations().length, before + 1);
});

t.test(
  'a key whose registration the ledger refused is replaced while the court runs',
  async (t) => {
    const fresh = await openTestCourt();
    t.teardown(() => fresh.close());
    const place = fresh.court.courts.get('京0491') as CourtRow;
    const before = fresh.notary.records.find(
      (record): record is KeyRegistration => record.kind === 'key' && record.court === place.code,
    );
    const id = recordId(before as KeyRegistration);
    fresh.notary.refused.add(id);
    const after = await fresh.court.systemKeys.keyOf(place);
    t.not(after.id, id);
    t.equal((await fresh.court.systemKeys.keyOf(place)).id, after.id, 'once');
  },
);
