import { must, Person } from '@cunzheng/api/client';
import {
  type AuditPage,
  type DeadlineView,
  type KeyView,
  type Me,
  openPool,
  type SettingView,
} from '@cunzheng/gateway';
import { testDatabase } from '@cunzheng/notary/postgres/testing';
import t, { type Test } from 'tap';
import { draft, issue, openPair, type Pair, serve, untilProven } from '../house/acts.ts';
import { fabricFor, raiseNetwork } from '../house/fabric.ts';
import { eventually, type House, newDataDir } from '../house/house.ts';
import { goOn, Mortal } from '../house/mortal.ts';
import { registration } from '../house/registration.ts';
import { askPython, askTypeScript, pythonMissing } from '../vectors/cases.ts';

const { programs, skip } = await fabricFor('test/network/court');
const COURT = '京0491';
const NEW = '京0105';
/** Due erasures are looked for when a server starts, and once a minute. */
const SWEPT_MS = 130_000;
const CASE = '（2026）京0491民初7001号';
/** Every stage that a proof from the network can pass. */
const WHOLE = /log ok, courts ok.*ledger ok$/;

// Bringing a network up takes a minute or more on a busy machine.
t.setTimeout(900_000);

t.test('people, courts and clocks on a network of four members', { skip }, async (t) => {
  if (programs === undefined) return;
  const network = await raiseNetwork(t, programs);
  const { url, drop } = await testDatabase();
  t.teardown(drop);
  const pool = openPool(url, () => undefined);
  t.teardown(() => pool.end());
  const one = new Mortal(await newDataDir(), t.testdir(), {
    LEDGER: 'fabric',
    NETWORK_DIR: network.layout.dir,
    DATABASE_URL: url,
    CUNZHENG_PUBLIC_URL: 'http://127.0.0.1:1',
  });
  await one.start();
  t.teardown(() => one.leave());
  let two = await one.beside();
  t.teardown(() => two.stop());
  const trust = Buffer.from(await (await fetch(`${one.url}/api/v1/public/trust`)).arrayBuffer());

  /** What both verifiers say of a proof of the network. */
  const holds = async (t: Test, name: string, proof: Uint8Array) => {
    const question = { name, proof, trust };
    const answer = await askTypeScript(question);
    t.match(answer, { verdict: 'recorded', states: WHOLE }, name);
    if (pythonMissing() === false)
      t.same(askPython([question]).get(name), answer, `${name}: Python`);
  };

  await t.test(
    'a court is set up by the members’ administrators, and run in both processes',
    async (t) => {
      const [bj, hz, spc] = await Promise.all(
        ['bj', 'hz', 'spc'].map((court) => Person.signIn(two.url, `${court}-administrator`)),
      );
      const path = `/court-setups/${encodeURIComponent(NEW)}/approval`;
      const body = { code: NEW, administrator: 'sunling' };
      t.match(await bj?.ask('POST', '/court-setups', body), { status: 201 });
      t.match(await hz?.ask('POST', path, {}), { body: { state: 'proposed' } });
      t.match(await spc?.ask('POST', path, {}), { body: { state: 'inEffect' } });
      const own = await Person.signIn(one.url, 'sunling');
      t.match(await own.get('/cases'), { total: 0 });
      const offices = (await own.get<Me>('/session')).roles;
      t.ok(offices.some(({ role, court }) => role === 'administrator' && court?.code === NEW));
    },
  );

  const steps = registration(one, { name: '安久', serial: '011', mobile: '13910000001' });
  const { person } = steps;
  await t.test('somebody registers by phone and is proofed by a clerk', async (t) => {
    await goOn(steps);
    t.match(await person.get('/session'), { name: '安久' });
  });

  const pair = await openCaseFor(one, person);
  const kept: { name: string; record: string; proof: Uint8Array }[] = [];
  await t.test(
    'a document is served to him, and he signs for it with a key on chain',
    async (t) => {
      const { id } = await draft(at(pair, two));
      const prepared = must(await pair.clerk.at(two.url).prepare(`/documents/${id}/signing`));
      const issued = must(await pair.clerk.handIn(prepared));
      const records = [issued.recordId, ...(await serve(pair, id))];
      const [key] = await person.get<KeyView[]>('/me/keys');
      t.match(key, { role: 'litigant', court: { code: COURT }, revoked: false });
      await untilProven(pair.clerk, records.slice(0, 2));
      await untilProven(person, [...records.slice(1), key?.recordId as string]);
      for (const [name, record] of [
        ['receipt', records[2]],
        ['key', key?.recordId],
      ] as const) {
        const proof = await person.bytes(`/records/${record}/proof?form=full`);
        await holds(t, name, proof);
        const beside = await person.at(two.url).bytes(`/records/${record}/proof?form=full`);
        await holds(t, `${name}, from the other process`, beside);
        kept.push({ name, record: record as string, proof });
      }
    },
  );

  let leaf: Uint8Array = new Uint8Array();
  let look = '';
  await t.test('looks are leaves without a gap, whichever process they went through', async (t) => {
    const document = (
      await pair.clerk.get<{ documents: { id: string }[] }>(`/cases/${pair.caseId}`)
    ).documents[0]?.id;
    await pair.clerk.bytes(`/documents/${document}/file`);
    await pair.clerk.at(two.url).bytes(`/documents/${document}/file`);
    const reads = async () => (await person.get<AuditPage>('/me/reads')).items;
    await eventually('his reads are proven', async () =>
      (await reads()).every(({ state }) => state === 'proven'),
    );
    const looks = await reads();
    t.ok(looks.some(({ act }) => act === 'document.file'));
    // The clerk's look at what he proofed himself with.
    look = looks.find(({ act }) => act === 'person.read')?.id as string;
    leaf = await person.bytes(`/audit/${look}/proof`);
    await holds(t, 'look', leaf);
    t.match(await pair.clerk.get('/network'), { alarms: [] });
  });

  await t.test('a court sets what it may, and clocks run from what is on chain', async (t) => {
    const boss = await Person.signIn(two.url, 'bj-administrator');
    const value = { 'zh-CN': '立案须知', en: 'Guide' };
    const setting = { court: COURT, name: 'text.filingGuide', value, source: '院务会' };
    must(await boss.ask('POST', '/settings', setting));
    const query = `/settings?court=${encodeURIComponent(COURT)}`;
    const found = (await pair.clerk.get<SettingView[]>(query)).find(
      ({ name }) => name === 'text.filingGuide',
    );
    t.same(found?.answer?.value, value);
    const mine = await person.get<{ items: DeadlineView[] }>('/deadlines?side=mine');
    t.ok(
      mine.items.some(({ rule }) => rule === 'appealJudgment'),
      'the appeal’s period began with his signature',
    );
  });

  await t.test(
    'both serve one checkpoint; the owner is killed, and the other goes on',
    async (t) => {
      await sameCheckpoint(one, two);
      await one.kill();
      const alone = at(pair, two);
      const { record } = await issue(alone);
      await untilProven(alone.clerk, [record]);
      await one.start();
      t.match(await pair.clerk.ask('GET', `/records/${record}`), { status: 200 });
      await sameCheckpoint(one, two);
      await untilProven(pair.clerk, [(await issue(pair)).record]);
      t.match(await pair.clerk.get('/network'), { alarms: [] });
    },
  );

  await t.test('he is erased: what opened his records is gone, every proof holds', async (t) => {
    must(await person.ask('POST', '/account/erasure'));
    const boss = await Person.signIn(one.url, 'bj-administrator');
    for (const { id, court } of await boss.get<{ id: string; court: { code: string } }[]>(
      '/erasures',
    ))
      must(
        await boss.ask('POST', `/erasures/${id}/decision`, {
          court: court.code,
          decision: 'approved',
        }),
      );
    await two.stop();
    await one.kill();
    // Peers answer nobody whose clock is a quarter of an hour off, so the day is moved and not the clock.
    await pool.query('UPDATE court.erasure SET due_at = now()');
    await one.start();
    // A server that starts does at once what has become due.
    const later = await Person.signIn(one.url, 'bj-administrator');
    const said = async () =>
      (await later.get<AuditPage>('/audit?act=person.read')).items.find(({ id }) => id === look);
    await eventually(
      'nothing tells of whom the look was',
      async () => {
        const entry = await said();
        return entry !== undefined && entry.thing === undefined;
      },
      SWEPT_MS,
    );
    const { clerk } = await openPair(one);
    for (const { name, record, proof } of kept) {
      await holds(t, `${name}, kept`, proof);
      const { status, body } = await clerk.ask<{ chain: { state: string } }>(
        'GET',
        `/records/${record}`,
      );
      if (status === 200) t.equal(body.chain.state, 'proven', name);
    }
    await holds(t, 'look, kept', leaf);
    await holds(t, 'look, asked for anew', await later.bytes(`/audit/${look}/proof`));
    t.match(await clerk.get('/network'), { alarms: [] });
    two = await one.beside();
    await sameCheckpoint(one, two);
  });
});

/** The same people at another process. */
function at({ clerk, party, ...rest }: Pair, { url }: Pick<House, 'url'>): Pair {
  return { clerk: clerk.at(url), party: party.at(url), ...rest };
}

/** A clerk and somebody who has registered, in a case of their own. */
async function openCaseFor({ url }: Pick<House, 'url'>, party: Person): Promise<Pair> {
  const clerk = await Person.signIn(url, 'bj-clerk');
  const { id } = await party.get<Me>('/session');
  const parties = [{ account: `p-${id}`, side: '被告' }];
  const opened = await clerk.post<{ id: string; parties: { id: string }[] }>('/cases', {
    ...{ caseNumber: CASE, title: '网络服务合同纠纷', parties },
  });
  return { clerk, party, caseId: opened.id, partyId: opened.parties[0]?.id as string };
}

/** Both come to the same newest checkpoint, line by line. */
async function sameCheckpoint(one: Pick<House, 'url'>, two: Pick<House, 'url'>): Promise<void> {
  const note = async ({ url }: Pick<House, 'url'>) => (await fetch(`${url}/checkpoint`)).text();
  await eventually('one checkpoint', async () => {
    const [a, b] = await Promise.all([note(one), note(two)]);
    return a === b && a.startsWith('cunzheng/');
  });
}
