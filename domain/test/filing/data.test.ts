import t from 'tap';
import { isPeriodId, periodRule } from '../../src/deadlines/index.ts';
import {
  expectedSlots,
  FILING_CONDITIONS,
  FILING_KIND_ROWS,
  FILING_KINDS,
  FILING_NOTICE,
  FILING_REDIRECT_IDS,
  FILING_REDIRECTS,
  PAPER_SLOTS,
  SLOT_ROWS,
} from '../../src/filing/index.ts';
import { caseType } from '../../src/index.ts';

t.test('every kind of filing is reviewed by a period that a correction stops', async (t) => {
  for (const kind of FILING_KINDS) {
    const { review, copy, types } = FILING_KIND_ROWS[kind];
    const rule = periodRule(review);
    t.same(rule.suspendedBy, ['correctionPending'], kind);
    t.same(rule.restartedBy, ['correctionReceived'], kind);
    t.ok(copy === undefined || isPeriodId(copy));
    for (const type of types) t.ok(caseType(type), type);
  }
});

t.test('the seven items of art. 127 stand in their order, each with another way', async (t) => {
  const items = FILING_REDIRECT_IDS.map((id) => FILING_REDIRECTS[id].law[1]);
  t.same(
    items,
    [1, 2, 3, 4, 5, 6, 7].map((item) => `127(${item})`),
  );
  for (const id of FILING_REDIRECT_IDS) {
    const { what, way } = FILING_REDIRECTS[id];
    for (const words of [what, way]) {
      t.match(words['zh-CN'], /[一-龥]$|。$/, id);
      t.match(words.en, /^[A-Z]/, id);
    }
  }
});

t.test('the checklist follows who files, through whom, and what', async (t) => {
  const person = { kind: 'civil', capacity: 'self', applicants: ['person'] } as const;
  t.same(expectedSlots(person), ['complaint', 'identity', 'evidenceList', 'evidence']);
  t.same(expectedSlots({ ...person, applicants: [] }), expectedSlots(person));
  t.same(expectedSlots({ kind: 'enforcement', capacity: 'agent', applicants: ['organisation'] }), [
    'complaint',
    'organisation',
    'representative',
    'authority',
    'agentIdentity',
    'enforceable',
  ]);
  const both = expectedSlots({ ...person, applicants: ['person', 'organisation'] });
  t.ok(both.includes('identity') && both.includes('organisation'));
  for (const slot of PAPER_SLOTS) t.ok(SLOT_ROWS[slot].name['zh-CN'] !== '', slot);
});

t.test('every condition and every notice names its article in both languages', async (t) => {
  const rows = [...FILING_KINDS.flatMap((kind) => FILING_CONDITIONS[kind]), ...FILING_NOTICE];
  for (const { id, law, words } of rows) {
    t.match(law?.['zh-CN'], /第[一二三四五六七八九十百]+[条项]/, id);
    t.match(law?.en, /arts?\. \d+/, id);
    t.notMatch(words.en, /[一-龥]/, id);
  }
  for (const kind of FILING_KINDS) {
    const ids = FILING_CONDITIONS[kind].map(({ id }) => id);
    t.equal(new Set(ids).size, ids.length);
  }
});
