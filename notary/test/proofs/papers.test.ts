import {
  type FilingRecord,
  type FilingSubmission,
  hideFields,
  type Paper,
  papersOf,
  type RecordId,
  recordId,
  toBase64Url,
} from '@cunzheng/domain';
import { MAX_COMPACT_BYTES, verifyProof } from '@cunzheng/proof';
import { fileDigests } from '@cunzheng/proof/testing';
import t, { type Test } from 'tap';
import {
  type FilingStep,
  makeDocument,
  makeFilingAct,
  makeSigner,
  makeSubmission,
  type Scene,
} from '../../src/conformance/acts.ts';
import type { DemoTrust, NotaryLog } from '../../src/log/index.ts';
import { buildCompactProof, buildFullProof } from '../../src/proofs/index.ts';
import { anyRecord } from '../support/court-records.ts';
import { FakeLedger } from '../support/fake-ledger.ts';
import { openBench, temporaryDirectory, whenProven } from '../support/log-bench.ts';
import { fileAt, paperAt } from '../support/papers.ts';

const none = { openings: () => [] };
const FORMS = { full: buildFullProof, compact: buildCompactProof };
/** Of the fake ledger's blocks. */
const TIME = 1_760_000_000_000;

/** A filing that came back, was handed in again, accepted and docketed, among other records. */
interface Filed {
  readonly log: NotaryLog;
  readonly demo: DemoTrust;
  readonly first: FilingSubmission;
  readonly again: FilingRecord;
  /** What the court did: returned, accepted, docketed. */
  readonly acts: readonly FilingRecord[];
  readonly papers: readonly Paper[];
  readonly corrected: readonly Paper[];
}

async function file(t: Test): Promise<Filed> {
  const ledger = new FakeLedger();
  const { log, demo } = await openBench(await temporaryDirectory(t), ledger);
  t.teardown(() => log.close());
  const scene: Scene = { network: ledger.network, court: '京0491', time: TIME };
  const [applicant, clerk] = [makeSigner(scene, 'litigant'), makeSigner(scene, 'clerk')];
  const papers = [0, 1, 2, 3, 4].map(paperAt);
  const corrected = [...papers, paperAt(5)];
  const first = makeSubmission(scene, applicant, await papersOf(papers));
  const act = (step: FilingStep) =>
    makeFilingAct(scene, step.action === 'submitted' ? applicant : clerk, first, step);
  const again = act({ action: 'submitted', papers: await papersOf(corrected) });
  const acts = [
    act({ action: 'returned', outcome: 'correction' }),
    act({ action: 'accepted' }),
    act({ action: 'docketed', number: '（2026）京0491民初1号' }),
  ] as const;
  ledger.record(...Array.from({ length: 60 }, anyRecord), makeDocument(scene, clerk, 1));
  ledger.record(applicant.record, clerk.record, first);
  for (const record of [acts[0], again, acts[1], acts[2]]) ledger.record(record);
  await whenProven(log, 68);
  return { log, demo, first, again, acts, papers, corrected };
}

/** What a stranger is told who has the proof and the file of the paper at a place. */
function judge(proof: Uint8Array, demo: DemoTrust, place?: number) {
  const digests = place === undefined ? undefined : fileDigests(fileAt(place));
  return verifyProof({ proof, trust: demo.text, digests });
}

t.test('a paper shown of a submission is found by its file, in either form', async (t) => {
  const { log, demo, first, papers } = await file(t);
  for (const [form, build] of Object.entries(FORMS)) {
    const proof = await build(log, none, recordId(first), { papers: { list: papers, shown: [3] } });
    const result = await judge(proof, demo, 3);
    t.equal(result.verdict, 'unalteredSinceRecorded', `${form}: ${result.reason}`);
    t.match(result.filePapers, [{ position: 3, paper: papers[3] }], form);
    t.equal((await judge(proof, demo)).verdict, 'recorded', form);
    t.equal((await judge(proof, demo, 2)).verdict, 'differs', `${form}: another of the list`);
    const text = Buffer.from(proof).toString('latin1');
    for (const { sha256, salt } of papers.filter((_, i) => i !== 3))
      for (const hidden of [sha256, salt])
        t.notOk(
          text.includes(hidden) ||
            text.includes(Buffer.from(hidden, 'base64url').toString('latin1')),
          `${form}: nothing is told of the others`,
        );
  }
});

t.test('several papers stand in the proof once each, by their places', async (t) => {
  const { log, demo, first, papers } = await file(t);
  for (const [form, build] of Object.entries(FORMS)) {
    const choice = { papers: { list: papers, shown: [4, 0, 4] } };
    const proof = await build(log, none, recordId(first), choice);
    for (const place of [0, 4]) {
      const { filePapers, verdict } = await judge(proof, demo, place);
      t.equal(verdict, 'unalteredSinceRecorded', `${form}: ${place}`);
      t.same(
        filePapers?.map(({ position }) => position),
        [place],
        form,
      );
    }
  }
});

t.test('no paper is shown unless it is asked for', async (t) => {
  const { log, demo, first, papers } = await file(t);
  for (const choice of [{}, { papers: { list: papers, shown: [] } }]) {
    const proof = await buildFullProof(log, none, recordId(first), choice);
    t.notOk('papers' in JSON.parse(Buffer.from(proof).toString()));
    const compact = await buildCompactProof(log, none, recordId(first), choice);
    t.equal(compact[2], 1, 'a compact proof without papers is of version 1');
    for (const bytes of [proof, compact]) t.equal((await judge(bytes, demo)).verdict, 'recorded');
  }
});

t.test('papers handed in again are shown of the list that came last', async (t) => {
  const { log, demo, first, again, papers, corrected } = await file(t);
  for (const [form, build] of Object.entries(FORMS)) {
    const choice = { papers: { list: corrected, shown: [5] } };
    const proof = await build(log, none, recordId(again), choice);
    t.equal((await judge(proof, demo, 5)).verdict, 'unalteredSinceRecorded', form);
    for (const [id, list] of [
      [recordId(again), papers],
      [recordId(first), corrected],
    ] as const)
      await t.rejects(build(log, none, id, { papers: { list, shown: [0] } }), refused, form);
  }
});

const refused = { code: 'INPUT_INVALID' };

t.test('a list that the record does not commit to is refused', async (t) => {
  const { log, first, papers } = await file(t);
  const [one, two, ...rest] = papers as [Paper, Paper, ...Paper[]];
  const wrong: Readonly<Record<string, readonly Paper[]>> = {
    'another order': [two, one, ...rest],
    'one less': [one, two, ...rest.slice(1)],
    'one more': [...papers, paperAt(9)],
    'another salt': [one, { ...two, salt: paperAt(1).salt }, ...rest],
    'another name': [one, { ...two, name: '别的.pdf' }, ...rest],
    'another SM3': [one, { ...two, sm3: one.sm3 }, ...rest],
  };
  for (const [what, list] of Object.entries(wrong))
    for (const build of [buildFullProof, buildCompactProof])
      await t.rejects(
        build(log, none, recordId(first), { papers: { list, shown: [0] } }),
        refused,
        what,
      );
});

t.test('what is no list of papers is refused as such', async (t) => {
  const { log, first, papers } = await file(t);
  const named = { ...(papers[0] as Paper), name: '第一行\n第二行' };
  for (const list of [[], [named, ...papers.slice(1)]])
    for (const build of [buildFullProof, buildCompactProof])
      await t.rejects(build(log, none, recordId(first), { papers: { list, shown: [0] } }), {
        code: 'PAPER_MALFORMED',
      });
});

t.test('a place that the list has not is refused', async (t) => {
  const { log, first, papers } = await file(t);
  for (const place of [5, 500, -1, 0.5, Number.NaN])
    for (const build of [buildFullProof, buildCompactProof])
      await t.rejects(
        build(log, none, recordId(first), { papers: { list: papers, shown: [0, place] } }),
        refused,
        String(place),
      );
});

t.test('a record that commits to no papers shows none', async (t) => {
  const { log, demo, acts, papers } = await file(t);
  for (const record of acts) {
    const id: RecordId = recordId(record);
    for (const build of [buildFullProof, buildCompactProof]) {
      const { action } = record;
      t.equal((await judge(await build(log, none, id), demo)).verdict, 'recorded', action);
      const choice = { papers: { list: papers, shown: [0] } };
      await t.rejects(build(log, none, id, choice), refused, action);
    }
  }
});

t.test('in a compact proof papers come before hidden fields, and must fit', async (t) => {
  const ledger = new FakeLedger();
  const { log, demo } = await openBench(await temporaryDirectory(t), ledger);
  t.teardown(() => log.close());
  const scene: Scene = { network: ledger.network, court: '京0491', time: TIME };
  const applicant = makeSigner(scene, 'litigant');
  const papers = Array.from({ length: 60 }, (_, i) => paperAt(i));
  const { openings } = hideFields({ title: '民间借贷纠纷'.repeat(60) }, () =>
    toBase64Url(new Uint8Array(16)),
  );
  const first = makeSubmission(scene, applicant, await papersOf(papers));
  ledger.record(applicant.record, first);
  await whenProven(log, 2);
  const store = { openings: () => openings };
  const build = (shown: number[], fields?: string[]) =>
    buildCompactProof(log, store, recordId(first), {
      ...{ papers: { list: papers, shown } },
      ...(fields && { shown: fields }),
    });
  const proof = await build([41]);
  t.ok(proof.length <= MAX_COMPACT_BYTES);
  const { verdict, shown } = await judge(proof, demo, 41);
  t.equal(verdict, 'unalteredSinceRecorded');
  t.same({ ...shown }, {});
  await t.rejects(build([41], ['title']), refused, 'fields that were asked for are not left out');
  await t.rejects(build([1, 20, 30, 40, 50]), refused, 'papers that were asked for neither');
});
