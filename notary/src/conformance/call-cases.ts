import { randomBytes, randomInt } from 'node:crypto';
import { FIRST_PREV_ROOT } from '@cunzheng/domain';
import { VALIDATION } from '../ledger/port.ts';
import { makeDocument, makeReceipt, makeService, makeSigner, recordCall } from './acts.ts';
import { coded, countOf, fateOf, outcomesOf, recordKey, sceneOf, withLedger } from './probes.ts';
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
    let seq = 1;
    let before: string = FIRST_PREV_ROOT;
    for (;;) {
      const args = [court, String(seq)];
      const found = await ledger.evaluate({ name: 'readBatch', args }).catch(() => undefined);
      if (found === undefined) break;
      before = (JSON.parse(found) as { root: string }).root;
      seq++;
    }
    const root = randomBytes(32).toString('base64url');
    const batch = (number: number, ...rest: string[]) => ({
      name: 'recordBatch',
      args: [court, String(number), ...rest],
    });
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
