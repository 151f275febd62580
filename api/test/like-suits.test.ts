import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordId } from '@cunzheng/domain';
import {
  type Actor,
  addPaper,
  beginFiling,
  DEMO_LITIGANTS,
  DEMO_OFFICIALS,
  type FilingDecision,
  type LikeSuits,
  nameParties,
  prepareDecision,
  prepareSubmission,
  type Signing,
  seedId,
  signAct,
  sweepSuits,
} from '@cunzheng/gateway';
import t from 'tap';
import { testCourt } from './support/deployment.ts';
import { newKey } from './support/person.ts';

t.setTimeout(120_000);
const opened = await testCourt();
t.teardown(() => opened.close());
const { deps, notary, ledger } = opened.deployment;
const { court } = deps;

const [LINA, ZHANG] = [litigant('lina'), litigant('zhangwei')];
/** Samples of GB 11643, and one made up. */
const NUMBERS = { lina: '11010519491231002X', zhang: '440524188001010014' } as const;

function litigant(account: (typeof DEMO_LITIGANTS)[number]['account']): Actor {
  const { name } = DEMO_LITIGANTS.find((each) => each.account === account) as { name: string };
  return { person: seedId(account), name, offices: [] };
}

function official(account: string): Actor {
  const found = DEMO_OFFICIALS.find((each) => each.account === account);
  if (found === undefined) throw new TypeError(account);
  const { name, court, role } = found;
  return { person: seedId(account), name, offices: [{ court, role }] };
}

async function signed(
  actor: Actor,
  prepare: (key: { point: string }) => Promise<Signing>,
): Promise<RecordId> {
  const key = await newKey();
  const { actId, message } = await prepare({ point: key.point });
  const signature = await key.sign(Buffer.from(message, 'base64url'));
  return (await signAct(court, actor, actId, signature)).recordId as RecordId;
}

/** Hands in a suit of one against the other, and waits until it is on chain. */
async function file(code: string, actor: Actor, suing: keyof typeof NUMBERS): Promise<string> {
  const { id } = await beginFiling(court, actor, {
    ...{ court: code, kind: 'civil', cause: '民间借贷纠纷', capacity: 'self' },
  });
  const sued = suing === 'lina' ? 'zhang' : 'lina';
  await nameParties(court, actor, id, [
    {
      ...{ side: 'applicant', kind: 'person', name: actor.name },
      details: { citizenNumber: NUMBERS[suing] },
    },
    { side: 'other', kind: 'person', name: '某人', details: { citizenNumber: NUMBERS[sued] } },
  ]);
  const source = Buffer.from(`%PDF-1.7\n${id}\n%%EOF\n`);
  await addPaper(court, actor, id, { slot: 'complaint', name: '民事起诉状', source });
  const record = await signed(actor, (key) => prepareSubmission(court, actor, id, key));
  const { state, code: refusal } = await notary.whenSettled(record, 'recorded', 30_000);
  if (state === 'failed') throw new Error(refusal);
  return id;
}

const decide = (id: string, decision: FilingDecision, actor: Actor) =>
  signed(actor, (key) => prepareDecision(court, actor, id, decision, key));

const path = (id: string) => `/api/v1/filings/${id}/like-suits`;
const height = await ledger.height();
const elsewhere = await file('浙0192', LINA, 'lina');
const here = await file('京0491', ZHANG, 'zhang');

t.test('the courts’ entries are on chain, and no leaves of the log', async (t) => {
  const { noted, failures } = await sweepSuits(court);
  t.same(failures, []);
  t.ok(noted <= 2, 'the server’s own sweep may have been quicker');
  const keys: string[] = [];
  for await (const block of ledger.follow(height)) {
    const writes = block.transactions.flatMap((each) => each.writes);
    keys.push(...writes.map(({ key }) => key).filter((key) => key.startsWith('\u0000S\u0000')));
    if (block.number + 1 >= (await ledger.height())) break;
  }
  t.equal(keys.length, 2);
  const tags = new Set(keys.map((key) => key.split('\u0000')[3]));
  t.equal(tags.size, 1, 'who sues whom makes no difference');
  const { records } = await court.chain.newestRecords(1000);
  t.ok(records.size >= 4);
  const leaves = JSON.stringify([...records.values()]);
  for (const tag of tags) t.notOk(leaves.includes(tag as string), 'no leaf has a tag');
  const bare = (text: string) => createHash('sha256').update(text).digest('base64url');
  for (const number of Object.values(NUMBERS))
    t.notOk(keys.join().includes(bare(number)), 'no plain digest of a number');
});

t.test('a judge is shown the suit at another court, and no name', async (t) => {
  const judge = await opened.person('bj-judge');
  const { status, body } = await judge.ask<LikeSuits>('GET', path(here));
  t.equal(status, 200);
  t.match(body, { search: 'done', pairs: 1, left: 0, more: false, unnumbered: [] });
  t.match(body.items, [
    {
      court: { code: '浙0192', name: '杭州互联网法院' },
      ...{ state: 'review', pairs: [{ applicant: 0, other: 1 }] },
    },
  ]);
  t.notMatch(JSON.stringify(body), /某人|娜|110105|440524/);
});

t.test('it is shown as it stands at the moment', async (t) => {
  const hz = official('hz-judge');
  await decide(elsewhere, { act: 'accept', fee: { none: '不收费' } }, hz);
  const last = await decide(elsewhere, { act: 'docket' }, hz);
  await notary.whenSettled(last, 'recorded', 30_000);
  const judge = await opened.person('bj-judge');
  const { body } = await judge.ask<LikeSuits>('GET', path(here));
  t.match(body.items, [{ state: 'docketed', caseNumber: /^（20\d\d）浙0192民初1号$/ }]);
});

t.test('litigants, other courts and strangers see none of it', async (t) => {
  for (const [account, status] of [
    ['zhangwei', 403],
    ['lina', 404],
    ['hz-judge', 404],
  ] as const) {
    const person = await opened.person(account);
    t.equal((await person.ask('GET', path(here))).status, status, account);
  }
  t.equal((await opened.stranger().ask('GET', path(here))).status, 401);
});

t.test('who filed sees that his court looked', async (t) => {
  const person = await opened.person('zhangwei');
  const { body } = await person.ask<{ items: { act: string }[] }>('GET', '/api/v1/me/reads');
  t.ok(body.items.some(({ act }) => act === 'suits.read'));
});

t.test('a deployment for trying makes its own key, for its owner alone', async (t) => {
  const text = await readFile(join(opened.config.dataDir, 'keys', 'suits.json'), 'utf8');
  t.match(JSON.parse(text), { format: 'cunzheng-suit-keys/1', keys: [{ from: /^20/ }] });
});
