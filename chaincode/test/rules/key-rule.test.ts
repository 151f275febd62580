import { recordId } from '@cunzheng/domain';
import t from 'tap';
import {
  fate,
  makeDocument,
  makeLedger,
  makeSigner,
  OTHER_COURT,
  revocationOf,
  submit,
} from '../support/acts.ts';

const START = '2026-03-02T00:00:00.000Z';

t.test("a litigant's key lives at most 24 hours", async (t) => {
  const ledger = await makeLedger();
  const day = makeSigner('litigant', { notBefore: START, notAfter: '2026-03-03T00:00:00.000Z' });
  const longer = makeSigner('litigant', { notBefore: START, notAfter: '2026-03-03T00:00:00.001Z' });
  t.equal(await fate(ledger, day.registration), 'recorded');
  t.equal(await fate(ledger, longer.registration), 'KEY_LIFE_INVALID');
});

t.test('an official or system key may live longer', async (t) => {
  const ledger = await makeLedger();
  for (const role of ['clerk', 'judge', 'administrator', 'system'] as const) {
    const signer = makeSigner(role, { notAfter: '2027-03-02T00:00:00.000Z' });
    t.equal(await fate(ledger, signer.registration), 'recorded', role);
  }
});

t.test('a key ends after it begins', async (t) => {
  const ledger = await makeLedger();
  for (const notAfter of [START, '2026-03-01T23:59:59.999Z']) {
    const signer = makeSigner('clerk', { notBefore: START, notAfter });
    t.equal(await fate(ledger, signer.registration), 'KEY_LIFE_INVALID', notAfter);
  }
});

t.test('the ends of a life are times', async (t) => {
  const ledger = await makeLedger();
  const february = makeSigner('clerk', { notAfter: '2026-02-30T00:00:00.000Z' });
  t.equal(await fate(ledger, february.registration), 'RECORD_MALFORMED');
});

t.test('a point off the curve is refused', async (t) => {
  const ledger = await makeLedger();
  const signer = makeSigner('clerk');
  const point = Buffer.from(signer.registration.point, 'base64url');
  point.writeUInt8(point.readUInt8(64) ^ 1, 64);
  const registration = { ...signer.registration, point: point.toString('base64url') };
  t.equal(await fate(ledger, registration), 'KEY_POINT_INVALID');
});

t.test('a signature under a refused key in the same call is by no known key', async (t) => {
  const ledger = await makeLedger();
  const signer = makeSigner('clerk');
  const point = Buffer.from(signer.registration.point, 'base64url');
  point.writeUInt8(point.readUInt8(64) ^ 1, 64);
  const registration = { ...signer.registration, point: point.toString('base64url') };
  const document = makeDocument(signer, { key: recordId(registration) });
  const outcomes = await submit(ledger, [registration, document]);
  t.same(
    outcomes.map(({ code }) => code),
    ['KEY_POINT_INVALID', 'KEY_UNKNOWN'],
  );
});

t.test('a point is registered once, whoever asks', async (t) => {
  const ledger = await makeLedger();
  const first = makeSigner('clerk');
  t.equal(await fate(ledger, first.registration), 'recorded');
  t.equal(await fate(ledger, { ...first.registration, role: 'judge' }), 'KEY_EXISTS');
  const elsewhere = { ...first.registration, court: OTHER_COURT };
  t.equal(await fate(ledger, elsewhere, { member: 'HzicMSP' }), 'KEY_EXISTS');
});

t.test('the same registration again answers with the first', async (t) => {
  const ledger = await makeLedger();
  const { registration } = makeSigner('clerk');
  t.equal(await fate(ledger, registration), 'recorded');
  t.equal(await fate(ledger, registration), 'exists');
});

t.test('a revoked key never returns', async (t) => {
  const ledger = await makeLedger();
  const signer = makeSigner('clerk');
  t.equal(await fate(ledger, signer.registration), 'recorded');
  t.equal(await fate(ledger, revocationOf(signer)), 'recorded');
  t.equal(await fate(ledger, { ...signer.registration, role: 'judge' }), 'KEY_REVOKED');
  t.equal(await fate(ledger, signer.registration), 'exists');
  t.equal(await fate(ledger, makeDocument(signer)), 'KEY_REVOKED');
});

t.test('a key is revoked once', async (t) => {
  const ledger = await makeLedger();
  const signer = makeSigner('clerk');
  const revocation = revocationOf(signer);
  await fate(ledger, signer.registration);
  t.equal(await fate(ledger, revocation), 'recorded');
  t.equal(await fate(ledger, revocation), 'exists');
  const later = revocationOf(signer, { actTime: '2026-03-02T01:59:30.000Z' });
  t.equal(await fate(ledger, later), 'KEY_REVOKED');
});

t.test("an unknown key and another court's key cannot be revoked", async (t) => {
  const ledger = await makeLedger();
  const signer = makeSigner('clerk');
  t.equal(await fate(ledger, revocationOf(signer)), 'KEY_UNKNOWN');
  await fate(ledger, signer.registration);
  const foreign = revocationOf(signer, { court: OTHER_COURT });
  t.equal(await fate(ledger, foreign, { member: 'HzicMSP' }), 'KEY_UNKNOWN');
});

t.test('registration, signature and revocation count in the order of one call', async (t) => {
  const ledger = await makeLedger();
  const signer = makeSigner('clerk');
  const outcomes = await submit(ledger, [
    makeDocument(signer),
    signer.registration,
    makeDocument(signer),
    revocationOf(signer),
    makeDocument(signer),
  ]);
  t.same(
    outcomes.map(({ code, outcome }) => code ?? outcome),
    ['KEY_UNKNOWN', 'recorded', 'recorded', 'recorded', 'KEY_REVOKED'],
  );
});
