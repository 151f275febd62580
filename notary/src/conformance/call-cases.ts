import { randomBytes, randomInt } from 'node:crypto';
import { FIRST_PREV_ROOT } from '@cunzheng/domain';
import { type Ledger, VALIDATION } from '../ledger/port.ts';
import { makeDocument, makeReceipt, makeService, makeSigner, recordCall } from './acts.ts';
import {
  coded,
  countOf,
  fateOf,
  outcomesOf,
  recordKey,
  sceneOf,
  take,
  withLedger,
} from './probes.ts';
import type { Case } from './runner.ts';

/** Ids, nonces and outcomes of calls. */
export const CALL_CASES: Readonly<Record<string, Case>> = {
  'knows the id of a call before it is submitted': async (t, ledger, subject) => {
    const { record } = makeSigner(sceneOf(ledger, subject), 'clerk');
    const prepared = await ledger.prepare(recordCall([record]));
    t.match(prepared.txId, /^[0-9a-f]{64}$/);
    t.equal(await ledger.transaction(prepared.txId), undefined);
    const result = await prepared.submit();
    t.equal(result.txId, prepared.txId);
    t.same(await ledger.transaction(prepared.txId), {
      block: result.block,
      valid: true,
      code: VALIDATION.valid,
      response: result.response,
    });
  },

  'gives one id to a nonce and another to each call without one': async (t, ledger, subject) => {
    const { record } = makeSigner(sceneOf(ledger, subject), 'clerk');
    const nonce = randomBytes(24);
    const ids = await Promise.all([
      ledger.prepare(recordCall([record], nonce)),
      ledger.prepare(recordCall([record], nonce)),
      ledger.prepare(recordCall([record])),
      ledger.prepare(recordCall([record])),
    ]);
    t.equal(ids[0]?.txId, ids[1]?.txId);
    t.equal(new Set(ids.map((call) => call.txId)).size, 3);
  },

  'answers the same call under the same nonce with the first outcome': async (
    t,
    ledger,
    subject,
  ) => {
    const { record } = makeSigner(sceneOf(ledger, subject), 'clerk');
    const call = recordCall([record], randomBytes(24));
    const [first, beside] = await Promise.all([ledger.submit(call), ledger.submit(call)]);
    t.same(beside, first);
    t.same(await ledger.submit(call), first);
    t.same(outcomesOf(first), ['recorded']);
    await ledger.close();
    await withLedger(subject, async (again) => {
      t.same(await (await again.prepare(call)).submit(), first);
      t.equal(await countOf(again, first), 1);
    });
  },

  'refuses another call under a nonce that was used': async (t, ledger, subject) => {
    const scene = sceneOf(ledger, subject);
    const nonce = randomBytes(24);
    await ledger.submit(recordCall([makeSigner(scene, 'clerk').record], nonce));
    const other = recordCall([makeSigner(scene, 'clerk').record], nonce);
    await t.rejects(ledger.submit(other), coded('LEDGER_REFUSED'));
  },

  'evaluates on committed state and records nothing': async (t, ledger, subject) => {
    const { record } = makeSigner(sceneOf(ledger, subject), 'clerk');
    const height = await ledger.height();
    t.match(await ledger.evaluate(recordCall([record])), /"recorded"/);
    t.match(await ledger.evaluate(recordCall([record])), /"recorded"/);
    t.equal(await ledger.height(), height);
    await ledger.submit(recordCall([record]));
    t.match(await ledger.evaluate(recordCall([record])), /"exists"/);
  },

  'names the contract’s reason when it refuses a call': async (t, ledger, subject) => {
    const height = await ledger.height();
    const court = { code: subject.court, name: 'x', member: 'x' };
    const propose = { name: 'proposeCourt', args: [JSON.stringify(court)] };
    await t.rejects(ledger.submit(propose), coded('COURT_EXISTS'));
    await t.rejects(ledger.evaluate(propose), coded('COURT_EXISTS'));
    await t.rejects(ledger.submit({ name: 'none', args: [] }), coded('CALL_UNKNOWN'));
    await t.rejects(ledger.submit({ name: 'record', args: [] }), coded('INPUT_INVALID'));
    t.equal(await ledger.height(), height);
  },

  'records an act that refers to acts before it': async (t, ledger, subject) => {
    const scene = sceneOf(ledger, subject);
    const clerk = makeSigner(scene, 'clerk');
    const litigant = makeSigner(scene, 'litigant');
    const document = makeDocument(scene, clerk, randomInt(1e6, 1e9));
    const service = makeService(scene, document, litigant.record.owner);
    const receipt = makeReceipt(scene, service, litigant);
    await ledger.submit(recordCall([clerk.record, document, service]));
    const result = await ledger.submit(recordCall([litigant.record, receipt]));
    t.same(outcomesOf(result), ['recorded', 'recorded']);
  },

  'takes a court’s batches in their order, each once': async (t, ledger, subject) => {
    const { court } = subject;
    const { seq, before } = await nextBatch(ledger, court);
    const root = randomBytes(32).toString('base64url');
    const batch = batchesOf(court);
    const first = batch(seq, '3', root, before);
    t.equal((await ledger.submit(first)).response, '{"outcome":"recorded"}');
    t.equal((await ledger.submit(first)).response, '{"outcome":"exists"}');
    await t.rejects(ledger.submit(batch(seq, '4', root, before)), coded('BATCH_EXISTS'));
    const gap = batch(seq + 2, '3', root, root);
    await t.rejects(ledger.submit(gap), coded('BATCH_OUT_OF_SEQUENCE'));
    const elsewhere = batch(seq + 1, '3', root, before);
    await t.rejects(ledger.submit(elsewhere), coded('BATCH_ROOT_DIFFERS'));
    t.equal(
      (await ledger.submit(batch(seq + 1, '1', before, root))).response,
      '{"outcome":"recorded"}',
    );
  },

  'gives a batch’s number to one of two that race for it, and shows its bytes': async (
    t,
    ledger,
    subject,
  ) => {
    const { court } = subject;
    const { seq, before } = await nextBatch(ledger, court);
    const batch = batchesOf(court);
    const roots = [1, 2].map(() => randomBytes(32).toString('base64url'));
    const fates = await Promise.all(
      roots.map((root) =>
        ledger
          .submit(batch(seq, '2', root, before))
          .catch((error: { code?: string }) => error.code),
      ),
    );
    const [won, ...others] = fates.flatMap((fate) => (typeof fate === 'object' ? [fate] : []));
    t.same(others, [], 'one alone is recorded');
    if (won === undefined) return;
    const lost = fates.find((fate) => typeof fate !== 'object');
    t.ok(['LEDGER_CONFLICT', 'BATCH_EXISTS'].includes(String(lost)), `the other is ${lost}`);
    const [block] = await take(ledger, won.block, won.block + 1);
    const written = block?.transactions.find(({ txId }) => txId === won.txId)?.writes ?? [];
    const text = await ledger.evaluate({ name: 'readBatch', args: [court, String(seq)] });
    t.same(
      written.map(({ value }) => Buffer.from(value ?? []).toString()),
      [text],
      'its text is what the log takes',
    );
    t.ok(roots.includes((JSON.parse(text) as { root: string }).root));
  },

  'refuses a batch of another member’s court, and one that is malformed': async (
    t,
    ledger,
    subject,
  ) => {
    const height = await ledger.height();
    const root = randomBytes(32).toString('base64url');
    const { courts } = JSON.parse(await ledger.evaluate({ name: 'readCourts', args: [] })) as {
      courts: { code: string; member: string }[];
    };
    const own = courts.find(({ code }) => code === subject.court)?.member;
    const foreign = courts.find(({ member }) => member !== own)?.code as string;
    const wrong = [
      [foreign, ['1', '1', root, FIRST_PREV_ROOT], 'COURT_NOT_YOURS'],
      ['京9999', ['1', '1', root, FIRST_PREV_ROOT], 'COURT_UNKNOWN'],
      [subject.court, ['0', '1', root, FIRST_PREV_ROOT], 'BATCH_MALFORMED'],
      [subject.court, ['1', '4097', root, FIRST_PREV_ROOT], 'BATCH_MALFORMED'],
      [subject.court, ['1', '1', 'root', FIRST_PREV_ROOT], 'BATCH_MALFORMED'],
      [subject.court, ['01', '1', root, FIRST_PREV_ROOT], 'BATCH_MALFORMED'],
    ] as const;
    for (const [court, args, code] of wrong) {
      const call = { name: 'recordBatch', args: [court, ...args] };
      await t.rejects(ledger.submit(call), coded(code), args.join());
    }
    t.equal(await ledger.height(), height);
  },

  'answers `exists` to a record that is there': async (t, ledger, subject) => {
    const { record } = await recordKey(ledger, subject);
    t.same(outcomesOf(await ledger.submit(recordCall([record, record]))), ['exists', 'exists']);
  },

  'lets one of two conflicting calls through': async (t, ledger, subject) => {
    const { record } = makeSigner(sceneOf(ledger, subject), 'clerk');
    const calls = await Promise.all([1, 2, 3, 4].map(() => ledger.prepare(recordCall([record]))));
    const fates = await Promise.all(calls.map((call) => fateOf(call.submit())));
    t.equal(fates.filter((fate) => fate === 'recorded').length, 1);
    for (const [index, fate] of fates.entries()) {
      t.ok(['recorded', 'exists', 'LEDGER_CONFLICT'].includes(fate), fate);
      const found = await ledger.transaction(calls[index]?.txId as string);
      t.equal(found?.valid, fate !== 'LEDGER_CONFLICT');
    }
    t.same(outcomesOf(await ledger.submit(recordCall([record]))), ['exists']);
  },
};

/** The number that a court's next batch has, and the root it follows. */
async function nextBatch(ledger: Ledger, court: string): Promise<{ seq: number; before: string }> {
  let before: string = FIRST_PREV_ROOT;
  for (let seq = 1; ; seq++) {
    const call = { name: 'readBatch', args: [court, String(seq)] };
    const found = await ledger.evaluate(call).catch(() => undefined);
    if (found === undefined) return { seq, before };
    before = (JSON.parse(found) as { root: string }).root;
  }
}

/** Calls that record batches of one court. */
function batchesOf(court: string) {
  return (seq: number, ...rest: string[]) => ({
    name: 'recordBatch',
    args: [court, String(seq), ...rest],
  });
}
