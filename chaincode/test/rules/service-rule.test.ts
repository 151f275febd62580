import { recordId } from '@cunzheng/domain';
import t from 'tap';
import {
  digest,
  fate,
  makeDocument,
  makeServed,
  makeService,
  makeSigner,
  OTHER_COURT,
  tag,
} from '../support/acts.ts';

t.test('a service is of a document on the ledger', async (t) => {
  const { ledger, clerk, document } = await makeServed();
  t.equal(await fate(ledger, makeService(document)), 'recorded');
  t.equal(await fate(ledger, makeService(makeDocument(clerk))), 'DOCUMENT_UNKNOWN');
});

t.test('a record of another kind is no document', async (t) => {
  const { ledger, document, service } = await makeServed();
  const ofService = makeService(document, { document: recordId(service) });
  t.equal(await fate(ledger, ofService), 'DOCUMENT_UNKNOWN');
});

t.test('the document is of the same court', async (t) => {
  const { ledger, document } = await makeServed();
  const foreign = makeService(document, { court: OTHER_COURT });
  t.equal(await fate(ledger, foreign, { member: 'HzicMSP' }), 'DOCUMENT_UNKNOWN');
});

t.test('the document is of the same case', async (t) => {
  const { ledger, document } = await makeServed();
  t.equal(await fate(ledger, makeService(document, { caseTag: tag() })), 'CASE_DIFFERS');
});

t.test("the document's digest repeated equals it", async (t) => {
  const { ledger, document } = await makeServed();
  const other = makeService(document, { sha256: digest('another file') });
  t.equal(await fate(ledger, other), 'DIGEST_DIFFERS');
});

t.test(
  'the same service again answers with the first, another channel is another service',
  async (t) => {
    const { ledger, service } = await makeServed();
    t.equal(await fate(ledger, service), 'exists');
    t.equal(await fate(ledger, { ...service, channel: 'post' }), 'recorded');
  },
);

t.test('a service needs no signature and so no key', async (t) => {
  const { ledger, document } = await makeServed();
  const signed = { ...makeService(document), key: recordId(makeSigner('clerk').registration) };
  t.equal(await fate(ledger, signed), 'RECORD_MALFORMED');
});
