import { type CourtRecord, recordId } from '@cunzheng/domain';
import t from 'tap';
import {
  digest,
  makeReceipt,
  makeServed,
  makeService,
  revocationOf,
  submit,
  tag,
  textOf,
} from '../support/acts.ts';
import type { MemoryLedger } from '../support/memory-ledger.ts';

interface Page {
  readonly bookmark: string;
  readonly records: readonly { readonly id: string; readonly record: CourtRecord }[];
}

async function read<Answer>(ledger: MemoryLedger, name: string, ...args: string[]) {
  const result = await ledger.call(name, args, { certificate: 'auditor', member: 'HzicMSP' });
  return JSON.parse(result.text) as Answer;
}

t.test('a record is read as the text that was recorded', async (t) => {
  const { ledger, document } = await makeServed();
  const { text } = await ledger.call('readRecord', [recordId(document)]);
  t.equal(text, textOf(document));
});

t.test('what is absent or no id is told apart', async (t) => {
  const { ledger, service } = await makeServed();
  for (const name of ['readRecord', 'readKey']) {
    t.match(await ledger.call(name, [digest('absent')]), { status: 500, text: /^NOT_FOUND: / });
    t.match(await ledger.call(name, ['x']), { status: 500, text: /^DIGEST_INVALID: / });
  }
  const notKey = await ledger.call('readKey', [recordId(service)]);
  t.match(notKey, { status: 500, text: /^NOT_FOUND: / });
});

t.test('the records of a case are paged in the order of their ids', async (t) => {
  const { ledger, document, service } = await makeServed();
  const others = Array.from({ length: 5 }, () => makeService(document, { recipient: tag() }));
  await submit(ledger, others);
  const ids = [document, service, ...others].map((record) => recordId(record));
  const found: string[] = [];
  let bookmark = '';
  let pages = 0;
  do {
    const page: Page = await read(ledger, 'recordsOfCase', document.caseTag, '3', bookmark);
    t.ok(page.records.length <= 3);
    found.push(...page.records.map((entry) => entry.id));
    bookmark = page.bookmark;
    pages += 1;
  } while (bookmark !== '');
  t.equal(pages, 3);
  t.same(found, [...ids].sort());
});

t.test('the records of a case are whole, and of that case only', async (t) => {
  const { ledger, document, service, litigant } = await makeServed();
  const receipt = makeReceipt(service, litigant);
  await submit(ledger, [receipt]);
  const page = await read<Page>(ledger, 'recordsOfCase', document.caseTag, '100', '');
  const byId = new Map(page.records.map((entry) => [entry.id, entry.record]));
  t.same(byId.get(recordId(receipt)), receipt);
  t.equal(page.records.length, 3);
  const none = await read<Page>(ledger, 'recordsOfCase', tag(), '100', '');
  t.same(none, { bookmark: '', records: [] });
});

t.test('a page has 1 to 100 records of a case tag', async (t) => {
  const { ledger, document } = await makeServed();
  const bad = ['0', '101', '-1', '1.5', '01', '', 'x'].map((size) => [document.caseTag, size]);
  for (const [caseTag, size] of [...bad, ['x', '10'], ['', '10']]) {
    const result = await ledger.call('recordsOfCase', [caseTag as string, size as string, '']);
    t.match(result, { status: 500, text: /^INPUT_INVALID: / });
  }
});

t.test('a document is found by its SHA-256', async (t) => {
  const { ledger, document } = await makeServed();
  const found = await read(ledger, 'findDocument', document.sha256);
  t.same(found, [{ id: recordId(document), record: document }]);
  t.same(await read(ledger, 'findDocument', digest('another file')), []);
  const bad = await ledger.call('findDocument', ['abc']);
  t.match(bad, { status: 500, text: /^DIGEST_INVALID: / });
});

t.test('a key is read with its revocation', async (t) => {
  const { ledger, clerk } = await makeServed();
  const id = recordId(clerk.registration);
  t.same(await read(ledger, 'readKey', id), { registration: clerk.registration });
  const revocation = revocationOf(clerk);
  await submit(ledger, [revocation]);
  t.same(await read(ledger, 'readKey', id), { registration: clerk.registration, revocation });
});

t.test('courts are read with the proposals still open', async (t) => {
  const { ledger } = await makeServed();
  const content = { code: '沪01', name: '上海一中院', member: 'SpcMSP' };
  await ledger.call('proposeCourt', [JSON.stringify(content)]);
  t.same(await read(ledger, 'readCourts'), {
    courts: [
      { code: '京0491', member: 'BjicMSP', name: '北京互联网法院' },
      { code: '浙0192', member: 'HzicMSP', name: '杭州互联网法院' },
    ],
    proposals: [{ approvals: ['BjicMSP'], content }],
  });
});

t.test('members are read with the proposals still open', async (t) => {
  const { ledger } = await makeServed();
  const content = { id: 'XaMSP', name: '西安中院' };
  await ledger.call('proposeMember', [JSON.stringify(content)]);
  const answer = await read<{ proposals: unknown }>(ledger, 'readMembers');
  t.same(answer.proposals, [{ approvals: ['BjicMSP'], content }]);
});

t.test('reads write nothing', async (t) => {
  const { ledger, document, clerk } = await makeServed();
  const calls: [string, string[]][] = [
    ['readRecord', [recordId(document)]],
    ['recordsOfCase', [document.caseTag, '10', '']],
    ['findDocument', [document.sha256]],
    ['readCourts', []],
    ['readMembers', []],
    ['readKey', [recordId(clerk.registration)]],
  ];
  for (const [name, args] of calls) {
    const result = await ledger.call(name, args);
    t.same([result.status, result.writes], [200, []], name);
  }
});
