import {
  checkRecord,
  type FilingRecord,
  type FilingSubmission,
  filingActOf,
  openFields,
  papersOf,
  recordBytes,
  signingStatement,
} from '@cunzheng/domain';
import { FILING_LIFE } from '@cunzheng/domain/filing';
import t from 'tap';
import {
  buildAnswer,
  buildSubmission,
  isSameFiling,
  type Manifest,
  manifestOf,
} from '../../../src/flows/filing/records.ts';
import { random128 } from '../../../src/salt.ts';
import type { FilingPaperRow, FilingRow } from '../../../src/store/tables/filing.ts';

const ID = 'A'.repeat(43) as FilingRecord['key'];
const SIGNATURE = 'A'.repeat(86);
const chain = { checkpoint: () => undefined } as never;
const signing = { key: ID, now: Date.parse('2026-03-01T00:00:00.000Z') };
const row = {
  ...{ id: 'x', court: '京0491', kind: 'civil', cause: '民间借贷纠纷', capacity: 'agent' },
  ...{ tag: random128(), applicantTag: random128(), recordId: null },
} as unknown as FilingRow;
const paper = (name: string) =>
  ({ id: name, name, sha256: ID, sm3: ID }) as unknown as FilingPaperRow;
const SAID = '{"cause":"民间借贷纠纷"}';
const manifest = manifestOf([paper('起诉状'), paper('借条')], SAID);

const whole = (unsigned: object) =>
  checkRecord({ ...unsigned, signature: SIGNATURE }) as FilingRecord;

t.test('a first submission names no filing, a later one the first', async (t) => {
  const { unsigned, openings } = await buildSubmission(chain, row, manifest, signing);
  const record = whole(unsigned) as FilingSubmission;
  t.equal(filingActOf(record), 'submitted');
  t.match(record, { capacity: 'agent', applicant: row.applicantTag, caseTag: row.tag });
  t.match(openFields(record.sd ?? {}, openings), { title: '民间借贷纠纷', kind: 'civil' });
  const later = await buildSubmission(chain, { ...row, recordId: ID }, manifest, signing);
  t.equal(filingActOf(whole(later.unsigned)), 'resubmitted');
  t.same(await papersOf(manifest.papers.map(({ id: _, ...each }) => each)), record.papers);
});

t.test(
  'every act of the table that makes a record makes the one that the table names',
  async (t) => {
    const docketed = { ...row, recordId: ID };
    const decided = { words: '理由', to: '浙0192', number: '（2026）京0491民初1号' };
    for (const { act, record: name } of FILING_LIFE) {
      if (name === undefined || act === 'submit') continue;
      const { unsigned, openings } = buildAnswer(chain, docketed, act, decided, signing);
      const record = whole(unsigned);
      t.equal(filingActOf(record), name, act);
      t.ok(recordBytes(record).length < 1500);
      t.match(openFields(record.sd ?? {}, openings), { words: '理由' });
      t.match(signingStatement(unsigned), { purpose: `filing.${record.action}`, target: ID });
    }
    for (const { act, record: name } of FILING_LIFE) {
      if (name === undefined)
        t.throws(() => buildAnswer(chain, docketed, act, decided, signing), TypeError, act);
    }
  },
);

t.test('two manifests of one filing differ in their salts alone', async (t) => {
  const again = manifestOf([paper('起诉状'), paper('借条')], SAID);
  t.not(again.papers[0]?.salt, manifest.papers[0]?.salt);
  t.ok(isSameFiling(manifest, again));
  const others: Manifest[] = [
    manifestOf([paper('借条'), paper('起诉状')], SAID),
    manifestOf([paper('起诉状')], SAID),
    manifestOf([paper('起诉状'), paper('借条')], '{"cause":"其他"}'),
  ];
  for (const other of others) t.notOk(isSameFiling(manifest, other));
});
