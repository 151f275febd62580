import { MAX_STATE_CALLS } from '@cunzheng/chaincode/state';
import { hideFields, papersOf, type RecordId, recordId, toBase64Url } from '@cunzheng/domain';
import { verifyProof } from '@cunzheng/proof';
import { fileDigests } from '@cunzheng/proof/testing';
import pg from 'pg';
import t from 'tap';
import {
  makeDocument,
  makeFilingAct,
  makeReceipt,
  makeService,
  makeSigner,
  makeSubmission,
  makeTag,
} from '../src/conformance/acts.ts';
import { openNotary } from '../src/notary.ts';
import {
  COURT,
  idsOf,
  MEMBER,
  makeRevocation,
  makeStory,
  openTestNotary,
  recordAct,
  timesOnChain,
  transact,
} from './support/court.ts';
import { fileAt, paperAt } from './support/papers.ts';
import { type Mishap, recordsIn, spoil } from './support/spoiled-ledger.ts';

const WAIT_MS = 20_000;
t.setTimeout(180_000);

/** As Promise.withResolvers, which is newer than our floor. */
function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

t.test('an act is pending at the commit, then recorded, then proven', async (t) => {
  const { notary, pool, chain, scene } = await openTestNotary(t);
  const records = makeStory(scene, 1);
  const ids = await recordAct(pool, notary, records);
  t.same(ids, idsOf(records));
  const recorded = await notary.whenSettled(ids[2] as never, 'recorded', WAIT_MS);
  t.match(recorded.txId, /^[0-9a-f]{64}$/);
  const proven = await notary.whenSettled(ids[2] as never, 'proven', WAIT_MS);
  t.equal(proven.state, 'proven');
  t.equal(proven.index, (await chain.log.locate(ids[2] as never))?.index);
  const all = await notary.statuses(ids);
  t.equal(new Set([...all.values()].map(({ txId }) => txId)).size, 1, 'one ledger transaction');
  t.match(await notary.health(), {
    ledger: 'ok',
    pending: 0,
    logSize: 3,
    provenSize: 3,
    alarms: [],
  });
});

t.test('nothing is recorded when the caller rolls back', async (t) => {
  const { notary, pool, chain, scene } = await openTestNotary(t);
  const [lost] = makeStory(scene, 1);
  const failure = new Error('the act failed');
  const act = { member: MEMBER, records: [lost as never] };
  await t.rejects(
    transact(pool, async (tx) => {
      await notary.record(tx, act);
      throw failure;
    }),
    failure,
  );
  const [kept] = makeStory(scene, 2);
  const [id] = await recordAct(pool, notary, [kept as never]);
  await notary.whenSettled(id as never, 'proven', WAIT_MS);
  t.equal(await notary.status(recordId(lost as never)), undefined);
  t.same([...(await timesOnChain(chain.ledger)).keys()], [id]);
});

t.test('a record that is written twice is one record', async (t) => {
  const { notary, pool, chain, scene } = await openTestNotary(t);
  const records = makeStory(scene, 1);
  const [ids, again] = await Promise.all([
    recordAct(pool, notary, records),
    recordAct(pool, notary, records),
  ]);
  t.same(ids, again);
  await notary.whenSettled(ids[2] as never, 'proven', WAIT_MS);
  t.same([...(await timesOnChain(chain.ledger)).values()], [1, 1, 1]);
});

t.test('a refusal is a state with the contract’s code, and spoils no other act', async (t) => {
  const { notary, pool, scene } = await openTestNotary(t);
  const signer = makeSigner(scene, 'clerk');
  const orphan = makeService(scene, makeDocument(scene, signer, 9), makeTag());
  const [bad] = await recordAct(pool, notary, [orphan]);
  const good = await recordAct(pool, notary, makeStory(scene, 1));
  t.match(await notary.whenSettled(bad as never, 'proven', WAIT_MS), {
    state: 'failed',
    code: 'DOCUMENT_UNKNOWN',
  });
  t.match(await notary.whenSettled(good[2] as never, 'recorded', WAIT_MS), { txId: /./ });
  t.match(await notary.problems(), [{ id: bad, code: 'DOCUMENT_UNKNOWN' }]);
  t.match(await notary.problems(COURT), [{ id: bad }]);
  t.same(await notary.problems('浙0192'), []);
});

t.test('an act for a member that is not ours fails alone', async (t) => {
  const { notary, pool, scene } = await openTestNotary(t);
  const [foreign] = makeStory(scene, 1);
  const good = await recordAct(pool, notary, makeStory(scene, 2));
  const [bad] = await transact(pool, (tx) =>
    notary.record(tx, { member: 'NobodyMSP', records: [foreign as never] }),
  );
  const failed = await notary.whenSettled(bad as never, 'recorded', WAIT_MS);
  t.match(failed, { state: 'failed', code: 'MEMBER_UNKNOWN' });
  await notary.whenSettled(good[2] as never, 'proven', WAIT_MS);
});

t.test('when the contract refuses a whole call, only the act that spoils it fails', async (t) => {
  let spoiled: string | undefined;
  const { notary, pool, scene } = await openTestNotary(t, (ledger) =>
    spoil(ledger, (call): Mishap => {
      const bad = recordsIn(call).some(({ point }) => point !== undefined && point === spoiled);
      return bad ? { when: 'before', code: 'LEDGER_REFUSED' } : undefined;
    }),
  );
  const stories = [1, 2, 3].map((serial) => makeStory(scene, serial));
  spoiled = (stories.flat()[3] as { point: string }).point;
  const ids = await transact(pool, async (tx) => {
    const written = [];
    for (const records of stories)
      written.push(await notary.record(tx, { member: MEMBER, records }));
    return written;
  });
  const states = await Promise.all(
    ids.map(async ([id]) => (await notary.whenSettled(id as never, 'proven', WAIT_MS)).state),
  );
  t.same(states, ['proven', 'failed', 'proven']);
});

for (const when of ['before', 'after'] as const) {
  for (const code of ['LEDGER_OUTCOME_UNKNOWN', 'LEDGER_UNAVAILABLE', 'LEDGER_CONFLICT'] as const) {
    // A conflict says that nothing happened, so it cannot come after.
    if (when === 'after' && code === 'LEDGER_CONFLICT') continue;
    t.test(
      `a submission that ends in ${code} ${when} it took effect is recorded once`,
      async (t) => {
        let mishaps = 0;
        const { notary, pool, chain, scene } = await openTestNotary(t, (ledger) =>
          spoil(ledger, (): Mishap => (mishaps++ < 3 ? { when, code } : undefined)),
        );
        const ids = await recordAct(pool, notary, makeStory(scene, 1));
        const status = await notary.whenSettled(ids[2] as never, 'proven', WAIT_MS);
        t.equal(status.state, 'proven');
        t.same([...(await timesOnChain(chain.ledger)).values()], [1, 1, 1]);
        t.match(await chain.ledger.transaction(status.txId as string), { valid: true });
        t.equal((await pool.query('select from notary.call')).rowCount, 0);
      },
    );
  }
}

t.test('a ledger that is down is a state of health, and acts wait for it', async (t) => {
  let down = true;
  const refused = withResolvers();
  const { notary, pool, scene } = await openTestNotary(t, (ledger) =>
    spoil(ledger, (): Mishap => {
      if (!down) return undefined;
      refused.resolve();
      return { when: 'before', code: 'LEDGER_UNAVAILABLE' };
    }),
  );
  const ids = await recordAct(pool, notary, makeStory(scene, 1));
  await refused.promise;
  await t.rejects(notary.whenSettled(ids[0] as never, 'recorded', 50), { code: 'NOT_YET_PROVEN' });
  t.match(await notary.status(ids[0] as never), { state: 'pending' });
  t.match(await notary.health(), { ledger: 'down', pending: 3 });
  down = false;
  await notary.whenSettled(ids[2] as never, 'proven', WAIT_MS);
  t.match(await notary.health(), { ledger: 'ok', pending: 0 });
});

t.test('an act above the state calls of one transaction is finished in the next', async (t) => {
  const { notary, pool, chain, scene } = await openTestNotary(t);
  const [key, document, first] = makeStory(scene, 1);
  const services = Array.from({ length: Math.ceil(MAX_STATE_CALLS / 3) }, () =>
    makeService(scene, document as never, makeTag()),
  );
  const ids = await recordAct(pool, notary, [key, document, first, ...services] as never);
  await Promise.all(ids.map((id) => notary.whenSettled(id, 'proven', WAIT_MS)));
  const times = await timesOnChain(chain.ledger);
  t.same([...times.keys()].sort(), [...ids].sort());
  t.ok([...times.values()].every((n) => n === 1));
});

t.test('a revocation waits until every signature under its key has its outcome', async (t) => {
  const order: string[] = [];
  let down = true;
  const { notary, pool, scene } = await openTestNotary(t, (ledger) =>
    spoil(ledger, (call): Mishap => {
      if (down) return { when: 'before', code: 'LEDGER_UNAVAILABLE' };
      for (const { kind, action } of recordsIn(call)) order.push(`${kind} ${action ?? ''}`.trim());
      return undefined;
    }),
  );
  const signer = makeSigner(scene, 'clerk');
  const key = recordId(signer.record);
  await recordAct(pool, notary, [signer.record]);
  const signed = makeDocument(scene, signer, 1);
  // Written before the signature, and yet it must not come before it on the ledger.
  const [revocation, document] = await transact(pool, async (tx) => [
    ...(await notary.record(tx, { member: MEMBER, records: [makeRevocation(scene, key)] })),
    ...(await notary.record(tx, { member: MEMBER, records: [signed] })),
  ]);
  down = false;
  t.match(await notary.whenSettled(document as never, 'proven', WAIT_MS), { state: 'proven' });
  t.match(await notary.whenSettled(revocation as never, 'proven', WAIT_MS), { state: 'proven' });
  t.same(order.slice(-2), ['document', 'key revoke']);
});

t.test('a second receipt of one kind is told apart from a recorded one', async (t) => {
  const { notary, pool, scene } = await openTestNotary(t);
  const [key, document] = makeStory(scene, 1);
  const recipient = makeTag<never>();
  const signer = makeSigner(scene, 'litigant', recipient);
  const service = makeService(scene, document as never, recipient);
  const later = { ...scene, time: scene.time + 1 };
  const [first, second] = [
    makeReceipt(scene, service, signer),
    makeReceipt(later, service, signer),
  ];
  await recordAct(pool, notary, [key, document, service, signer.record, first] as never);
  await recordAct(pool, notary, [second]);
  t.match(await notary.whenSettled(recordId(first), 'proven', WAIT_MS), { state: 'proven' });
  t.match(await notary.whenSettled(recordId(second), 'proven', WAIT_MS), {
    state: 'failed',
    code: 'RECEIPT_EXISTS',
  });
});

t.test('openings are kept beside the record and open its proofs', async (t) => {
  const { notary, pool, scene } = await openTestNotary(t);
  const salt = () => toBase64Url(crypto.getRandomValues(new Uint8Array(16)));
  const { sd, openings } = hideFields({ name: '张三' }, salt);
  const [key] = makeStory(scene, 1);
  const record = { ...(key as object), sd } as never;
  const [id] = await transact(pool, (tx) =>
    notary.record(tx, { member: MEMBER, records: [record], openings: [openings] }),
  );
  t.same(await notary.openings(id as never), openings);
  await t.rejects(notary.proof('A'.repeat(43) as never, 'full'), { code: 'NOT_YET_PROVEN' });
  await notary.whenSettled(id as never, 'proven', WAIT_MS);
  t.match(Buffer.from(await notary.proof(id as never, 'full')).toString(), /张三/);
  const hidden = Buffer.from(await notary.proof(id as never, 'full', [])).toString();
  t.notMatch(hidden, /张三/);
  t.ok((await notary.proof(id as never, 'compact')).length < 1600);
});

t.test(
  'a filing goes from hand to hand, and its papers are shown as the holder likes',
  async (t) => {
    const { notary, pool, chain, scene } = await openTestNotary(t);
    const [applicant, clerk] = [makeSigner(scene, 'litigant'), makeSigner(scene, 'clerk')];
    const papers = [0, 1, 2].map(paperAt);
    const corrected = [...papers, paperAt(3)];
    const first = makeSubmission(scene, applicant, await papersOf(papers));
    const again = { action: 'submitted', papers: await papersOf(corrected) } as const;
    const number = '（2026）京0491民初1号';
    const acts = [
      first,
      makeFilingAct(scene, clerk, first, { action: 'returned', outcome: 'correction' }),
      makeFilingAct(scene, applicant, first, again),
      makeFilingAct(scene, clerk, first, { action: 'accepted' }),
      makeFilingAct(scene, clerk, first, { action: 'docketed', number }),
    ];
    await recordAct(pool, notary, [applicant.record, clerk.record]);
    const ids = [];
    for (const act of acts) ids.push(...(await recordAct(pool, notary, [act])));
    for (const id of ids)
      t.match(await notary.whenSettled(id, 'proven', WAIT_MS), { state: 'proven' });

    const trust = JSON.stringify(chain.log.trust);
    const digests = fileDigests(fileAt(3));
    const [one, resubmission] = [ids[0] as RecordId, ids[2] as RecordId];
    for (const form of ['full', 'compact'] as const) {
      for (const id of ids)
        t.match(await verifyProof({ proof: await notary.proof(id, form), trust }), {
          verdict: 'recorded',
        });
      const proof = await notary.proof(resubmission, form, [], { list: corrected, shown: [3] });
      t.match(await verifyProof({ proof, trust, digests }), {
        ...{ verdict: 'unalteredSinceRecorded', filePapers: [{ position: 3 }] },
      });
      for (const [list, place] of [
        [corrected, 0],
        [papers, 3],
      ] as const)
        await t.rejects(notary.proof(one, form, [], { list, shown: [place] }), {
          code: 'INPUT_INVALID',
        });
    }
    const [second] = await recordAct(pool, notary, [
      makeFilingAct(scene, clerk, first, { action: 'docketed', number: '（2026）京0491民初2号' }),
    ]);
    t.match(await notary.whenSettled(second as RecordId, 'proven', WAIT_MS), {
      ...{ state: 'failed', code: 'FILING_NOT_AT_TURN' },
    });
  },
);

t.test('of two notaries on one database one submits, and the other takes over', async (t) => {
  const submitters: string[] = [];
  const noting = (name: string) => (ledger: never) =>
    spoil(ledger, (): Mishap => {
      submitters.push(name);
      return undefined;
    });
  const { notary, pool, chain, scene } = await openTestNotary(t, noting('first') as never);
  const [warm] = await recordAct(pool, notary, makeStory(scene, 1));
  await notary.whenSettled(warm as never, 'recorded', WAIT_MS);
  const ledger = noting('second')(chain.ledger as never);
  const other = await openNotary({ database: pool, ledger, log: chain.log });
  t.teardown(() => other.close());
  const [shared] = await recordAct(pool, other, makeStory(scene, 2));
  await other.whenSettled(shared as never, 'proven', WAIT_MS);
  t.same(new Set(submitters), new Set(['first']));
  await notary.close();
  const [after] = await recordAct(pool, other, makeStory(scene, 3));
  await other.whenSettled(after as never, 'proven', WAIT_MS);
  t.equal(submitters.at(-1), 'second');
});

t.test('a connection cut by the database is replaced and nothing is lost', async (t) => {
  let hold: Promise<void> | undefined;
  const reached = withResolvers();
  const { notary, pool, chain, scene } = await openTestNotary(t, (ledger) =>
    spoil(ledger, async (): Promise<Mishap> => {
      reached.resolve();
      await hold;
      return undefined;
    }),
  );
  const gate = withResolvers();
  hold = gate.promise;
  const ids = await recordAct(pool, notary, makeStory(scene, 1));
  await reached.promise;
  await pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where pid <> pg_backend_pid() and datname = current_database()`,
  );
  gate.resolve();
  await notary.whenSettled(ids[2] as never, 'proven', WAIT_MS);
  t.same([...(await timesOnChain(chain.ledger)).values()], [1, 1, 1]);
});

t.test('SQL restored from an older dump finds what the ledger holds', async (t) => {
  const { notary, pool, chain, scene } = await openTestNotary(t);
  const ids = await recordAct(pool, notary, makeStory(scene, 1));
  await notary.whenSettled(ids[2] as never, 'proven', WAIT_MS);
  await notary.close();
  const before = (await pool.query('select id, tx_id from notary.record order by id')).rows;
  // As the dump has them: not sent yet; one of them was wrongly refused, one was not written yet.
  await pool.query(`update notary.record set state = 'pending', tx_id = null, block = null`);
  await pool.query(`update notary.record set state = 'failed', code = 'INTERNAL' where id = $1`, [
    ids[1],
  ]);
  await pool.query('update notary.progress set block = -1');
  const restored = await openNotary({ database: pool, ledger: chain.ledger, log: chain.log });
  t.teardown(() => restored.close());
  await Promise.all(ids.map((id) => restored.whenSettled(id, 'proven', WAIT_MS)));
  await restored.rebuild();
  t.equal(await restored.rebuild(), 0, 'again, with the same result');
  t.same((await pool.query('select id, tx_id from notary.record order by id')).rows, before);
  await pool.query('delete from notary.record where id = $1', [ids[0]]);
  t.match(await restored.status(ids[0] as never), { state: 'proven' }, 'the log still knows it');
  t.same([...(await timesOnChain(chain.ledger)).values()], [1, 1, 1]);
});

t.test('a database of another network is refused', async (t) => {
  const { pool, chain } = await openTestNotary(t);
  const ledger = { ...spoil(chain.ledger, () => undefined), network: 'A'.repeat(43) as never };
  await t.rejects(openNotary({ database: pool, ledger, log: chain.log }), {
    code: 'CONFIG_INVALID',
  });
});

t.test('a database that is away is DATABASE_UNAVAILABLE', async (t) => {
  const { chain } = await openTestNotary(t);
  const pool = new pg.Pool({ host: '/nowhere' });
  t.teardown(() => pool.end());
  await t.rejects(openNotary({ database: pool, ledger: chain.ledger, log: chain.log }), {
    code: 'DATABASE_UNAVAILABLE',
  });
});
