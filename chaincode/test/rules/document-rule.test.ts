import type { NetworkId } from '@cunzheng/domain';
import t from 'tap';
import {
  COURT,
  digest,
  fate,
  makeDocument,
  makeLedger,
  makeSigner,
  NETWORK,
  OTHER_COURT,
  signed,
  submit,
} from '../support/acts.ts';

async function ledgerWith(...roles: Parameters<typeof makeSigner>[0][]) {
  const ledger = await makeLedger();
  const signers = roles.map((role) => makeSigner(role));
  await submit(
    ledger,
    signers.map((signer) => signer.registration),
  );
  return { ledger, signers: signers as [(typeof signers)[number], ...typeof signers] };
}

t.test('a clerk and a judge sign documents, nobody else does', async (t) => {
  const roles = ['clerk', 'judge', 'litigant', 'administrator', 'system'] as const;
  const { ledger, signers } = await ledgerWith(...roles);
  const fates = [];
  for (const signer of signers) fates.push(await fate(ledger, makeDocument(signer)));
  t.same(fates, ['recorded', 'recorded', 'SIGNER_UNFIT', 'SIGNER_UNFIT', 'SIGNER_UNFIT']);
});

t.test('a number is used once', async (t) => {
  const { ledger, signers } = await ledgerWith('clerk');
  const document = makeDocument(signers[0]);
  t.equal(await fate(ledger, document), 'recorded');
  const other = makeDocument(signers[0], { number: document.number });
  t.equal(await fate(ledger, other), 'DOCUMENT_NUMBER_USED');
  t.equal(await fate(ledger, document), 'exists');
});

t.test("a number is the court's own", async (t) => {
  const { ledger, signers } = await ledgerWith('clerk');
  for (const number of [`${OTHER_COURT}-2026-000001`, '京04-2026-000001']) {
    t.equal(await fate(ledger, makeDocument(signers[0], { number })), 'COURT_NOT_YOURS', number);
  }
});

t.test('a key of another court signs nothing here', async (t) => {
  const { ledger } = await ledgerWith('clerk');
  const clerk = makeSigner('clerk', { court: OTHER_COURT });
  t.equal(await fate(ledger, clerk.registration, { member: 'HzicMSP' }), 'recorded');
  t.equal(await fate(ledger, makeDocument(clerk)), 'KEY_UNKNOWN');
  const own = makeDocument(clerk, { court: OTHER_COURT, number: `${OTHER_COURT}-2026-000001` });
  t.equal(await fate(ledger, own, { member: 'HzicMSP' }), 'recorded');
});

t.test('an unregistered key signs nothing', async (t) => {
  const ledger = await makeLedger();
  t.equal(await fate(ledger, makeDocument(makeSigner('clerk'))), 'KEY_UNKNOWN');
});

t.test('an act lies within the life of its key, both ends included', async (t) => {
  const ledger = await makeLedger();
  const notBefore = '2026-03-02T01:00:00.000Z';
  const notAfter = '2026-03-02T01:30:00.000Z';
  const clerk = makeSigner('clerk', { notBefore, notAfter });
  await fate(ledger, clerk.registration);
  for (const actTime of [notBefore, notAfter]) {
    t.equal(await fate(ledger, makeDocument(clerk, { actTime })), 'recorded', actTime);
  }
  for (const actTime of ['2026-03-02T00:59:59.999Z', '2026-03-02T01:30:00.001Z']) {
    t.equal(await fate(ledger, makeDocument(clerk, { actTime })), 'KEY_OUTSIDE_LIFE', actTime);
  }
});

t.test('an act within the life of its key is recordable after the key has ended', async (t) => {
  const { ledger, signers } = await ledgerWith('clerk');
  const afterOutage = { timeMs: Date.parse('2026-04-01T00:00:00.000Z') };
  t.equal(await fate(ledger, makeDocument(signers[0]), afterOutage), 'recorded');
});

t.test('every field of the statement is under the signature', async (t) => {
  const { ledger, signers } = await ledgerWith('clerk', 'judge');
  const document = makeDocument(signers[0], { checkpoint: { size: 7, root: digest('root') } });
  const { checkpoint, ...unanchored } = document;
  const altered = [
    unanchored,
    { ...document, checkpoint: { size: 8, root: digest('root') } },
    { ...document, sha256: digest('other') },
    { ...document, sm3: document.sha256 as unknown as typeof document.sm3 },
    { ...document, number: `${COURT}-2026-999999` },
    { ...document, actTime: '2026-03-02T01:58:00.000Z' },
    { ...document, key: makeDocument(signers[1] ?? signers[0]).key },
  ];
  for (const record of altered) t.equal(await fate(ledger, record), 'SIGNATURE_INVALID');
  t.equal(await fate(ledger, document), 'recorded');
});

t.test('a signature is for this network', async (t) => {
  const { ledger, signers } = await ledgerWith('clerk');
  const { signature, ...unsigned } = makeDocument(signers[0]);
  const elsewhere = digest('another network') as string as NetworkId;
  t.equal(await fate(ledger, signed(unsigned, signers[0], elsewhere)), 'SIGNATURE_INVALID');
  t.equal(await fate(ledger, signed(unsigned, signers[0], NETWORK)), 'recorded');
});

t.test('of the two forms of a signature only the one with low s is accepted', async (t) => {
  const { ledger, signers } = await ledgerWith('clerk');
  const document = makeDocument(signers[0]);
  t.equal(
    await fate(ledger, { ...document, signature: highS(document.signature) }),
    'SIGNATURE_INVALID',
  );
  t.equal(await fate(ledger, document), 'recorded');
});

t.test('a signature of zeros is refused', async (t) => {
  const { ledger, signers } = await ledgerWith('clerk');
  const signature = Buffer.alloc(64).toString('base64url');
  t.equal(await fate(ledger, { ...makeDocument(signers[0]), signature }), 'SIGNATURE_INVALID');
});

function highS(signature: string): string {
  const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
  const bytes = Buffer.from(signature, 'base64url');
  const s = order - BigInt(`0x${bytes.toString('hex', 32)}`);
  bytes.write(s.toString(16).padStart(64, '0'), 32, 'hex');
  return bytes.toString('base64url');
}
