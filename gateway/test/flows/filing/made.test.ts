import { eq } from 'drizzle-orm';
import t from 'tap';
import { asHouse } from '../../../src/access/scoped.ts';
import {
  addPaper,
  beginFiling,
  changeFiling,
  checkFiling,
  type FilingView,
  makePapers,
  nameParties,
  prepareSubmission,
  readFiling,
  readPaper,
  saveAnswers,
  withdrawPaper,
} from '../../../src/flows/filing/index.ts';
import { filingPaper } from '../../../src/store/tables/filing.ts';
import { openTestCourt } from '../../support/court.ts';
import { CLERK, decide, draftOf, JUDGE, LINA, pdf, submit } from '../../support/filing.ts';

const opened = await openTestCourt();
t.teardown(() => opened.close());
const { court } = opened;
const house = asHouse(court, 'sweep');

const ADDRESS = { name: '李娜', address: '北京市海淀区一号', mobile: '13800000000' };

const madeIn = ({ papers }: FilingView) =>
  papers.flatMap(({ made, slot }) => (made === true ? [slot] : [])).sort();
const paperIn = ({ papers }: FilingView, slot: string) =>
  papers.find((paper) => paper.slot === slot && paper.made === true);

/** A draft of a private loan whose form is answered. */
async function loan(): Promise<string> {
  const { id } = await beginFiling(court, LINA, {
    ...{ court: '京0491', kind: 'civil', cause: '民间借贷纠纷', capacity: 'self' },
    form: 'privateLoan',
  });
  await nameParties(court, LINA, id, [
    { side: 'applicant', kind: 'person', name: LINA.name },
    { side: 'other', kind: 'person', name: '张未' },
  ]);
  await saveAnswers(court, LINA, id, [{ field: 'principalOwed', value: 5000000, base: 0 }]);
  return id;
}

t.test('what is made follows what was said', async (t) => {
  const plain = await makePapers(court, LINA, await draftOf(court));
  t.same(madeIn(plain), ['declaration'], 'no form, no address');
  const id = await loan();
  t.same(madeIn(await makePapers(court, LINA, id)), ['complaint', 'declaration']);
  await changeFiling(court, LINA, id, { service: ADDRESS, eService: true });
  const all = await makePapers(court, LINA, id);
  t.same(madeIn(all), ['complaint', 'declaration', 'serviceConfirmation']);
  await changeFiling(court, LINA, id, { service: null, form: null });
  t.same(madeIn(await makePapers(court, LINA, id)), ['declaration']);
});

t.test('a reckoning of interest is made with the rest, and can be handed in', async (t) => {
  const id = await loan();
  const period = { principal: 5000000, from: '2025-01-01', to: '2026-01-01', rate: 100_000 };
  const said = { claimInterest: true, 'interestPeriods.0.per': 'year' };
  const fields = Object.entries(period).map(([name, value]) => [
    `interestPeriods.0.${name}`,
    value,
  ]);
  const answers = [...Object.entries(said), ...fields].map(([field, value]) => ({
    ...{ field: field as string, value, base: 0 },
  }));
  await saveAnswers(court, LINA, id, answers);
  t.same(madeIn(await makePapers(court, LINA, id)), ['complaint', 'declaration']);
});

t.test('a paper is made anew when what it says has changed, and only then', async (t) => {
  const id = await loan();
  const first = await makePapers(court, LINA, id);
  const same = await makePapers(court, LINA, id);
  t.same(same.papers, first.papers);
  await saveAnswers(court, LINA, id, [{ field: 'principalOwed', value: 6000000, base: 1 }]);
  const changed = await makePapers(court, LINA, id);
  t.not(paperIn(changed, 'complaint')?.sha256, paperIn(first, 'complaint')?.sha256);
  t.equal(paperIn(changed, 'declaration')?.id, paperIn(first, 'declaration')?.id);
  opened.advance(24 * 3_600_000);
  const tomorrow = await makePapers(court, LINA, id);
  t.not(paperIn(tomorrow, 'declaration')?.sha256, paperIn(first, 'declaration')?.sha256);
  t.equal(tomorrow.papers.length, 2, 'each stands there once');
});

t.test('made at once on two devices it stands there once', async (t) => {
  const id = await loan();
  await Promise.all([1, 2, 3].map(() => makePapers(court, LINA, id)));
  t.same(madeIn(await readFiling(court, LINA, id)), ['complaint', 'declaration']);
});

t.test('what is made goes when the answers change, and not by hand', async (t) => {
  const id = await loan();
  const made = paperIn(await makePapers(court, LINA, id), 'complaint')?.id as string;
  await t.rejects(withdrawPaper(court, LINA, id, made), { code: 'STATE_UNFIT' });
  const instead = { slot: 'complaint', name: '起诉状', source: pdf(), replaces: made };
  await t.rejects(addPaper(court, LINA, id, instead), { code: 'STATE_UNFIT' });
  await t.rejects(makePapers(court, CLERK, id), { code: 'NOT_FOUND' }, 'nobody else makes them');
});

t.test('a PDF with the name of a rare character is made all the same', async (t) => {
  const id = await loan();
  await nameParties(court, LINA, id, [
    { side: 'applicant', kind: 'person', name: LINA.name },
    { side: 'other', kind: 'person', name: `张${String.fromCodePoint(0x2ffff - 2)}` },
  ]);
  const paper = paperIn(await makePapers(court, LINA, id), 'complaint');
  t.ok((paper?.size ?? 0) > 1000);
});

t.test(
  'a submission is of the papers as they are made then, and is refused of nothing',
  async (t) => {
    const id = await loan();
    await submit(court, id);
    const filed = await readFiling(court, JUDGE, id);
    t.same(madeIn(filed), ['complaint', 'declaration']);
    t.match(filed, { mine: false, form: 'privateLoan', edition: 1 });
    t.same(
      (await checkFiling(court, JUDGE, id)).flatMap(({ slot }) => slot ?? []),
      ['identity', 'evidenceList', 'evidence'],
    );
    const empty = await beginFiling(court, LINA, {
      ...{ court: '京0491', kind: 'civil', cause: '民间借贷纠纷', capacity: 'self' },
      form: 'privateLoan',
    });
    await t.rejects(prepareSubmission(court, LINA, empty.id, { point: 'x' }), {
      code: 'FILING_EMPTY',
    });
  },
);

t.test('an official sees what was handed in, whatever is written meanwhile', async (t) => {
  const id = await loan();
  await changeFiling(court, LINA, id, { service: ADDRESS });
  await submit(court, id);
  const filed = await readFiling(court, JUDGE, id);
  await decide(court, id, { act: 'requestCorrection', items: [{ words: '请补充' }] });
  await saveAnswers(court, LINA, id, [{ field: 'principalOwed', value: 7000000, base: 1 }]);
  await nameParties(court, LINA, id, [{ side: 'applicant', kind: 'person', name: '另一人' }]);
  await changeFiling(court, LINA, id, { service: { ...ADDRESS, address: '上海市二号' } });
  const draft = await addPaper(court, LINA, id, { slot: 'evidence', name: '新', source: pdf('n') });
  const { state: _, ...seen } = await readFiling(court, JUDGE, id);
  for (const part of ['parties', 'answers', 'papers', 'service'] as const)
    t.same(seen[part], filed[part], part);
  await t.rejects(readPaper(court, JUDGE, id, draft.id), { code: 'NOT_FOUND' });
  t.match(await readFiling(court, LINA, id), { parties: [{ name: '另一人' }] });
  await submit(court, id);
  const again = await readFiling(court, JUDGE, id);
  t.match(again, { parties: [{ name: '另一人' }], service: { address: '上海市二号' } });
  t.match(await readPaper(court, JUDGE, id, draft.id), { name: '新' });
  const old = filed.papers.map((paper) => paper.id);
  const rows = await house.store.db.select().from(filingPaper).where(eq(filingPaper.filing, id));
  t.same(
    rows
      .filter((row) => old.includes(row.id))
      .map(({ state }) => state)
      .sort(),
    ['replaced', 'replaced', 'replaced'],
    'what was handed in first stays in the file',
  );
});
