import { type Answer, must, Person, type Refusal } from '@cunzheng/api/client';
import t, { type Test } from 'tap';
import { draft, issue, openPair, type Pair, serve, untilProven } from '../house/acts.ts';
import { eventually, type House, newDataDir, openHouse, refusedHouse } from '../house/house.ts';
import { runScrub } from '../house/programs.ts';

t.setTimeout(240_000);

const CASE = '（2026）京0491民初1001号';

/** The same people at another process. */
function at({ clerk, party, ...rest }: Pair, { url }: House): Pair {
  return { clerk: clerk.at(url), party: party.at(url), ...rest };
}

/** What a process answers to an act, or that it was gone. */
async function tried<T>(act: Promise<Answer<T>>): Promise<Answer<T> | undefined> {
  return act.catch((error: unknown) => {
    if (error instanceof TypeError) return undefined;
    throw error;
  });
}

async function checkpointOf(url: string): Promise<{ size: number; note: string }> {
  const note = await (await fetch(`${url}/checkpoint`)).text();
  return { size: Number(note.split('\n')[1]), note };
}

/** A wrong password; the code of the refusal. */
async function guess({ url }: House, number: number): Promise<string> {
  const answer = await fetch(`${url}/api/v1/session/password`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-cunzheng-csrf': '1' },
    body: JSON.stringify({ account: 'gz-clerk', password: `guess number ${number}` }),
  });
  return ((await answer.json()) as Refusal).code;
}

/** Both have the same newest checkpoint; quiet there must be. */
async function sameCheckpoint(t: Test, one: House, other: House): Promise<number> {
  let size = 0;
  await eventually('one checkpoint', async () => {
    const [a, b] = await Promise.all([checkpointOf(one.url), checkpointOf(other.url)]);
    size = a.size;
    return a.size > 0 && a.note === b.note;
  });
  t.ok(size > 0, `both serve the checkpoint of ${size} entries`);
  return size;
}

t.test('two processes on one data directory', async (t) => {
  const dataDir = await newDataDir();
  const env = { CUNZHENG_PUBLIC_URL: 'http://127.0.0.1:1' };
  const one = await openHouse({ dataDir, env });
  t.teardown(() => one.leave());
  const two = await openHouse({ dataDir, env });
  t.teardown(() => two.stop());
  const first = await openPair(one);
  const second = at(first, two);
  const before = await issue(first);

  await t.test('an act goes through either, or half through each', async () => {
    const beside = await issue(second);
    const { id } = await draft(second);
    const prepared = must(await second.clerk.prepare(`/documents/${id}/signing`));
    const { recordId } = must(await first.clerk.handIn(prepared));
    const served = await serve({ ...first, party: second.party }, id);
    const records = [before.record, beside.record, recordId, ...served];
    await untilProven(first.clerk, records.slice(0, 3));
    await untilProven(second.clerk, records.slice(0, 3));
    await untilProven(first.party, served);
    await untilProven(second.party, served);
  });

  await t.test('pages, proofs, checkpoints and tiles are the same from both', async (t) => {
    const size = await sameCheckpoint(t, one, two);
    for (const path of [`/tile/0/000.p/${Math.min(size, 255)}`, '/api/v1/public/trust']) {
      const [a, b] = await Promise.all(
        [one, two].map(async ({ url }) => {
          const answer = await fetch(url + path);
          t.equal(answer.status, 200, path);
          return Buffer.from(await answer.arrayBuffer());
        }),
      );
      t.ok(a?.equals(b as Buffer), path);
    }
    const path = `/records/${before.record}/proof?form=`;
    for (const form of ['compact', 'full']) {
      const [a, b] = await Promise.all([
        first.clerk.bytes(path + form),
        second.clerk.bytes(path + form),
      ]);
      t.ok(a.equals(b), `${form} proof`);
    }
    t.strictSame(await second.clerk.caseOf(CASE), await first.clerk.caseOf(CASE));
  });

  await t.test('a court is set up through the process that does not own the ledger', async (t) => {
    const body = { code: '京0105', administrator: 'sunling' };
    const path = `/court-setups/${encodeURIComponent('京0105')}/approval`;
    const [bj, hz, spc] = await Promise.all(
      ['bj', 'hz', 'spc'].map((court) => Person.signIn(two.url, `${court}-administrator`)),
    );
    t.match(await bj?.ask('POST', '/court-setups', body), { status: 201 });
    t.match(await hz?.ask('POST', path, {}), { body: { state: 'proposed' } });
    t.match(await spc?.ask('POST', path, {}), { body: { state: 'inEffect' } });
    const own = await Person.signIn(one.url, 'sunling');
    t.match(await own.ask('GET', '/cases'), { status: 200, body: { total: 0 } }, 'served by both');
  });

  await t.test('sessions and counted guesses hold in both', async (t) => {
    const leaving = await Person.signIn(one.url, 'zhangwei');
    const there = leaving.at(two.url);
    t.equal((await there.ask('GET', '/session')).status, 200);
    must(await leaving.ask('DELETE', '/session'));
    t.equal((await there.ask('GET', '/session')).status, 401, 'ended in one, ended in the other');
    const codes: string[] = [];
    for (let i = 0; i < 10; i++) codes.push(await guess(i % 2 === 0 ? one : two, i));
    t.strictSame(
      codes.map((code) => code === 'SIGN_IN_WAIT'),
      codes.map((_, i) => i >= 8),
      'eight guesses are free, counted together',
    );
  });

  await t.test('another database under the same directory is refused', async (t) => {
    const { testDatabase } = await import('@cunzheng/notary/postgres/testing');
    const database = await testDatabase();
    t.teardown(() => database.drop());
    const exit = await refusedHouse({ dataDir, env: { DATABASE_URL: database.url } });
    t.match(exit.said, 'LEDGER_LOCKED');
  });

  await t.test('the owner is killed in the midst of acts, and the other goes on', async (t) => {
    const documents = (await first.clerk.caseOf(CASE)).documents.length;
    const signings = [];
    for (let i = 0; i < 10; i++) {
      const { id } = await draft(i % 2 === 0 ? first : second);
      const { clerk } = i % 3 === 0 ? second : first;
      signings.push(must(await clerk.prepare(`/documents/${id}/signing`)));
    }
    const acts = signings.map((signing, i) =>
      tried((i % 2 === 0 ? first : second).clerk.handIn(signing)),
    );
    await acts[1];
    const killed = performance.now();
    await one.end('SIGKILL');
    const answers = await Promise.all(acts);
    for (const [i, signing] of signings.entries()) {
      if (answers[i]?.status === 201) continue;
      const { status, body } = await second.clerk.handIn(signing);
      const { code } = body as unknown as Refusal;
      t.ok(status === 201 || code === 'SIGNING_USED', `handed in again: ${status} ${code}`);
    }
    const later = await issue(second);
    await untilProven(second.clerk, [later.record]);
    t.comment(`first new act proven ${Math.round(performance.now() - killed)} ms after the kill`);
    const found = (await second.clerk.caseOf(CASE)).documents;
    t.equal(found.length, documents + 11, 'nothing is lost or doubled');
    t.equal(new Set(found.map(({ number }) => number)).size, found.length, 'a number each');
    await untilProven(
      second.clerk,
      found.map(({ chain }) => chain?.recordId as string),
    );
  });

  await t.test('the killed one comes back behind it, and takes over in its turn', async (t) => {
    const again = await openHouse({ dataDir, env });
    t.teardown(() => again.stop());
    const third = at(second, again);
    const through = await issue(third);
    await untilProven(third.clerk, [before.record, through.record]);
    const size = await sameCheckpoint(t, two, again);
    t.equal((await two.end('SIGTERM')).code, 0, 'asked to end, it ends well');
    const last = await issue(third);
    await untilProven(third.clerk, [before.record, through.record, last.record]);
    t.ok((await checkpointOf(again.url)).size > size, 'the log goes on');
    t.equal((await again.end('SIGTERM')).code, 0);
    t.match(await runScrub(dataDir), { code: 0, intact: true }, 'the chain is whole');
  });
});
