import t from 'tap';
import { DEMO_CASES, DEMO_COURTS, DEMO_LITIGANTS, DEMO_OFFICIALS } from '../../src/seeds/demo.ts';
import { openTestCourt } from '../support/court.ts';

const opened = await openTestCourt();
t.teardown(() => opened.close());

const dump = async () => {
  const out: unknown[] = [];
  for (const table of ['court', 'person', 'staff_role', 'court_case', 'party', 'signing_key']) {
    out.push((await opened.pool.query(`SELECT * FROM court.${table} ORDER BY 1, 2, 3`)).rows);
  }
  return JSON.stringify(out);
};

t.test('planting twice changes nothing, and every court’s key is registered once', async (t) => {
  const before = await dump();
  await opened.again();
  t.equal(await dump(), before);
  const registered = opened.notary.records.filter(({ kind }) => kind === 'key');
  t.equal(registered.length, DEMO_COURTS.length + 1, 'the three courts’, and the supreme court’s');
});

t.test('each court has clerk, judge, administrator and cases of its own', async (t) => {
  for (const { code } of DEMO_COURTS) {
    const roles = DEMO_OFFICIALS.filter(({ court }) => court === code).map(({ role }) => role);
    t.strictSame(roles.sort(), ['administrator', 'clerk', 'judge']);
    t.ok(DEMO_CASES.filter(({ court }) => court === code).length >= 3);
  }
  t.match(DEMO_LITIGANTS.map(({ name }) => name).join(), /㛃.*䶮.*𠮷.*〇/u);
});

t.test('tags are fresh for each case: nobody’s cases can be joined by them', async (t) => {
  const { rows } = await opened.pool.query<{ tag: string; agent_tag: string; person: string }>(
    'SELECT tag, agent_tag, person FROM court.party',
  );
  const tags = rows.flatMap((row) => [row.tag, row.agent_tag]);
  t.equal(new Set(tags).size, tags.length);
  t.ok(new Set(rows.map(({ person }) => person)).size < rows.length, 'some have several cases');
  for (const tag of tags) t.equal(Buffer.from(tag, 'base64url').length, 16);
});
