import { randomBytes, randomInt } from 'node:crypto';
import type { CourtRecord, ErrorCode } from '@cunzheng/domain';
import { compareUtf8 } from '../ledger/embedded/simulation.ts';
import {
  type Ledger,
  type LedgerBlock,
  type LedgerManifest,
  type LedgerResult,
  VALIDATION,
} from '../ledger/port.ts';
import {
  makeDocument,
  makeReceipt,
  makeService,
  makeSigner,
  recordCall,
  type Scene,
} from './acts.ts';

/** As much of a test runner as the suite needs; tap's `t` is one. */
export interface Runner {
  test(title: string, run: (t: Runner) => Promise<void>): unknown;
  equal(found: unknown, wanted: unknown, message?: string): unknown;
  same(found: unknown, wanted: unknown, message?: string): unknown;
  match(found: unknown, pattern: object, message?: string): unknown;
  ok(value: unknown, message?: string): unknown;
  rejects(work: Promise<unknown>, error: object, message?: string): unknown;
}

/** A ledger whose driver is to be tried. It runs the real contract and may hold records already. */
export interface LedgerUnderTest {
  /** Opens the same ledger each time; the suite closes what it opened before it opens again. */
  open(): Promise<Ledger>;
  /** A court of the member in whose name calls go by default, registered. */
  readonly court: string;
  readonly supports: LedgerManifest;
  /** With many endorsers only: stops one, and returns what starts it again. */
  readonly stopOneEndorser?: () => Promise<() => Promise<void>>;
}

type Case = (t: Runner, ledger: Ledger, subject: LedgerUnderTest) => Promise<void>;

/** Tries everything that `Ledger` promises. Call it from a test of the driver; it runs unchanged on each. */
export async function testLedger(t: Runner, subject: LedgerUnderTest): Promise<void> {
  for (const [title, run] of Object.entries(casesFor(subject))) {
    await t.test(title, async (t) => {
      const ledger = await subject.open();
      try {
        await run(t, ledger, subject);
      } finally {
        await ledger.close();
      }
    });
  }
}

function casesFor(subject: LedgerUnderTest): Record<string, Case> {
  return subject.supports.manyEndorsers ? { ...CASES, ...ENDORSER_CASES } : CASES;
}

const CASES: Record<string, Case> = {
  'says which driver it is': async (t, ledger, subject) => {
    t.same(ledger.supports, subject.supports);
    t.match(ledger.network, /^[A-Za-z0-9_-]{43}$/);
  },

  'keeps what it acknowledged when it is opened again': async (t, ledger, subject) => {
    const { record, result } = await recordKey(ledger, subject);
    const height = await ledger.height();
    await ledger.close();
    await withLedger(subject, async (again) => {
      t.equal(again.network, ledger.network);
      t.equal(await again.height(), height);
      t.match(await again.transaction(result.txId), { block: result.block, valid: true });
      t.same(outcomesOf(await again.submit(recordCall([record]))), ['exists']);
    });
  },

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

  'follows blocks in order, each linked to the one before': async (t, ledger, subject) => {
    const results = await recordKeys(ledger, subject, 6);
    const height = await ledger.height();
    const blocks = await take(ledger, 0, height);
    for (const [index, block] of blocks.entries()) {
      t.equal(block.number, index);
      if (index > 0) t.same(hex(block.previousHash), hex(blocks[index - 1]?.hash));
      for (const { writes } of block.transactions) {
        const keys = writes.map((write) => write.key);
        t.same(keys, [...keys].sort(compareUtf8));
        for (const { value } of writes) t.equal(value?.length === 0, false);
      }
    }
    for (const { txId, block, response } of results) {
      const found = blocks[block]?.transactions.find((other) => other.txId === txId);
      t.match(found, { valid: true, code: VALIDATION.valid, response });
    }
  },

  'follows from the middle the same as from the beginning': async (t, ledger, subject) => {
    await recordKeys(ledger, subject, 6);
    const height = await ledger.height();
    const from = Math.floor(height / 2);
    const all = await take(ledger, 0, height);
    t.same((await take(ledger, from, height)).map(summary), all.slice(from).map(summary));
  },

  'hands a waiting follower the next block, and ends when told to': async (t, ledger, subject) => {
    const stop = new AbortController();
    const blocks = ledger.follow(await ledger.height(), stop.signal)[Symbol.asyncIterator]();
    const next = blocks.next();
    const { result } = await recordKey(ledger, subject);
    const block: LedgerBlock = (await next).value;
    t.equal(block.number, result.block);
    t.ok(block.transactions.some(({ txId }) => txId === result.txId));
    const end = blocks.next();
    stop.abort();
    t.equal((await end).done, true);
  },

  'refuses everything once it is closed': async (t, ledger, subject) => {
    const { record } = makeSigner(sceneOf(ledger, subject), 'clerk');
    const prepared = await ledger.prepare(recordCall([record]));
    const follower = ledger.follow(await ledger.height())[Symbol.asyncIterator]();
    const waiting = follower.next();
    const seen = t.rejects(waiting, coded('LEDGER_CLOSED'));
    await ledger.close();
    await ledger.close();
    await seen;
    const closed = coded('LEDGER_CLOSED');
    await t.rejects(prepared.submit(), closed);
    await t.rejects(ledger.prepare(recordCall([record])), closed);
    await t.rejects(ledger.submit(recordCall([record])), closed);
    await t.rejects(ledger.evaluate(recordCall([record])), closed);
    await t.rejects(ledger.transaction(prepared.txId), closed);
    await t.rejects(ledger.height(), closed);
    await t.rejects(take(ledger, 0, 1), closed);
  },

  'finishes what is under way before it closes': async (t, ledger, subject) => {
    const scene = sceneOf(ledger, subject);
    const calls = [1, 2, 3, 4, 5, 6].map(() => recordCall([makeSigner(scene, 'clerk').record]));
    const prepared = await Promise.all(calls.map((call) => ledger.prepare(call)));
    const results = Promise.all(prepared.map((call) => call.submit()));
    await ledger.close();
    const acknowledged = await results;
    await withLedger(subject, async (again) => {
      for (const { txId, block } of acknowledged) {
        t.match(await again.transaction(txId), { block, valid: true });
      }
    });
  },
};

const ENDORSER_CASES: Record<string, Case> = {
  'records with one endorser stopped': async (t, ledger, subject) => {
    const start = await subject.stopOneEndorser?.();
    try {
      const { result } = await recordKey(ledger, subject);
      t.match(await ledger.transaction(result.txId), { valid: true });
    } finally {
      await start?.();
    }
  },
};

function sceneOf(ledger: Ledger, subject: LedgerUnderTest): Scene {
  return { network: ledger.network, court: subject.court, time: Date.now() };
}

async function withLedger(
  subject: LedgerUnderTest,
  run: (ledger: Ledger) => Promise<void>,
): Promise<void> {
  const ledger = await subject.open();
  try {
    await run(ledger);
  } finally {
    await ledger.close();
  }
}

async function recordKey(
  ledger: Ledger,
  subject: LedgerUnderTest,
): Promise<{ record: CourtRecord; result: LedgerResult }> {
  const { record } = makeSigner(sceneOf(ledger, subject), 'clerk');
  return { record, result: await ledger.submit(recordCall([record])) };
}

async function recordKeys(
  ledger: Ledger,
  subject: LedgerUnderTest,
  count: number,
): Promise<LedgerResult[]> {
  const results: LedgerResult[] = [];
  for (let i = 0; i < count; i++) results.push((await recordKey(ledger, subject)).result);
  return results;
}

function outcomesOf(result: LedgerResult): string[] {
  const outcomes = JSON.parse(result.response) as { outcome: string }[];
  return outcomes.map(({ outcome }) => outcome);
}

/** Outcome of a call with one record, or the code of the error. */
async function fateOf(work: Promise<LedgerResult>): Promise<string> {
  try {
    return outcomesOf(await work)[0] ?? 'nothing';
  } catch (error) {
    return (error as { code?: string }).code ?? 'INTERNAL';
  }
}

async function take(ledger: Ledger, from: number, end: number): Promise<LedgerBlock[]> {
  const blocks: LedgerBlock[] = [];
  for await (const block of ledger.follow(from)) {
    blocks.push(block);
    if (block.number + 1 >= end) break;
  }
  return blocks;
}

/** How many times a transaction stands on the ledger. */
async function countOf(ledger: Ledger, { txId }: LedgerResult): Promise<number> {
  const blocks = await take(ledger, 0, await ledger.height());
  return blocks.flatMap((block) => block.transactions).filter((other) => other.txId === txId)
    .length;
}

function summary(block: LedgerBlock) {
  return {
    number: block.number,
    hash: hex(block.hash),
    transactions: block.transactions.map(({ txId, valid, code, time, creator, response }) => ({
      txId,
      valid,
      code,
      time,
      creator,
      response,
    })),
    writes: block.transactions.flatMap(({ writes }) =>
      writes.map(({ key, value }) => [key, value && hex(value)]),
    ),
  };
}

function hex(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString('hex');
}

function coded(code: ErrorCode): { code: ErrorCode } {
  return { code };
}
