import t from 'tap';
import { findingsOf } from '../../../src/flows/filing/check.ts';

const said = { kind: 'civil', capacity: 'self', answers: [] } as const;
const paper = (slot: 'complaint' | 'identity' | 'evidence' | 'evidenceList', sha256: string) => ({
  ...{ id: sha256, slot, name: slot, sha256, scan: 'clean' as const },
});

t.test('an empty filing is told everything that it lacks', async (t) => {
  const findings = findingsOf(said, [], []);
  t.same(
    findings.map(({ about, slot }) => slot ?? about),
    ['applicant', 'other', 'complaint', 'identity', 'evidenceList', 'evidence', 'service'],
  );
  for (const { about, words, law } of findings) {
    t.match(words['zh-CN'], /。$/);
    t.match(words.en, /\.$/);
    t.ok(about === 'service' || law !== undefined, about);
  }
});

t.test('a whole filing is told nothing', async (t) => {
  const parties = [
    { side: 'applicant', kind: 'person' },
    { side: 'other', kind: 'organisation' },
  ] as const;
  const papers = [
    paper('complaint', 'a'),
    paper('identity', 'b'),
    paper('evidenceList', 'c'),
    paper('evidence', 'd'),
  ];
  t.same(findingsOf({ ...said, service: {} }, parties, papers), []);
});

t.test('the same bytes twice are told of the second', async (t) => {
  const parties = [
    { side: 'applicant', kind: 'person' },
    { side: 'other', kind: 'person' },
  ] as const;
  const papers = [paper('complaint', 'a'), paper('identity', 'a'), paper('evidence', 'a')];
  const same = findingsOf(said, parties, papers).filter((each) => each.paper !== undefined);
  t.equal(same.length, 2);
  t.match(same[0]?.words.en, /identity.*complaint/);
});

t.test('what the form’s pleading will be is not asked for', async (t) => {
  const slots = (answers: readonly { field: string; value: unknown }[]) =>
    findingsOf({ ...said, form: 'privateLoan', answers }, [], []).flatMap(({ slot }) => slot ?? []);
  t.same(slots([]), ['identity', 'evidenceList', 'evidence']);
  t.same(slots([{ field: 'evidence.0.name', value: '借条' }]), ['identity', 'evidence']);
  t.same(slots([{ field: 'evidence.0.name', value: null }]), [
    'identity',
    'evidenceList',
    'evidence',
  ]);
});

t.test('a paper in which a virus was found is named', async (t) => {
  const papers = [
    paper('complaint', 'a'),
    { ...paper('identity', 'b'), scan: 'infected' as const },
  ];
  const named = findingsOf(said, [], papers).filter((each) => each.paper !== undefined);
  t.match(named, [{ paper: 'b', words: { 'zh-CN': /病毒/, en: /virus/ } }]);
});
