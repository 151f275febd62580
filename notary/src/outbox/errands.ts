import { setTimeout as delay } from 'node:timers/promises';
import { CunzhengError, type ErrorCode, isErrorCode } from '@cunzheng/domain';
import type { Errand, Ledger, LedgerResult, SendErrand } from '../ledger/index.ts';
import type { Mandate } from './leader.ts';
import type { SqlClient } from './outbox.ts';
import { refusalOf, rest } from './patience.ts';

/** Between two looks for an answer, and for an errand. */
const LOOK_MS = 50;
const IDLE_MS = 100;
/** How long a caller waits; the errand stays, and the same call again finds its outcome. */
const ANSWER_MS = 15_000;
/** Answers are kept for who asks again. */
const KEPT = '1 day';

type Answer = { readonly block: number; readonly response: string } | { readonly code: ErrorCode };

interface ErrandRow {
  readonly txId: string;
  readonly nonce: Uint8Array;
  readonly name: string;
  readonly args: string[];
  readonly member: string | null;
}

/**
 * Hands calls to the process that owns the ledger, by way of the database: the owner, or who takes over from it, submits
 * each under its nonce, so that none is lost or done twice. Throws the code with which the contract refused the call, and
 * `LEDGER_OUTCOME_UNKNOWN` when nobody has answered in time.
 */
export function errandSender(sql: SqlClient, answerMs: number = ANSWER_MS): SendErrand {
  return async (errand) => {
    await writeErrand(sql, errand);
    const deadline = performance.now() + answerMs;
    for (;;) {
      const answer = await readAnswer(sql, errand.txId);
      if (answer !== undefined) return resultOf(errand, answer);
      if (performance.now() > deadline)
        throw new CunzhengError('LEDGER_OUTCOME_UNKNOWN', 'the ledger’s owner has not answered');
      await delay(LOOK_MS);
    }
  };
}

function resultOf({ txId }: Errand, answer: Answer): LedgerResult {
  if ('code' in answer) throw new CunzhengError(answer.code, 'refused by the ledger');
  return { txId, ...answer };
}

/** One that was refused may be asked again: what refused it may have passed. */
async function writeErrand(sql: SqlClient, { txId, call }: Errand): Promise<void> {
  const text = `insert into notary.errand (tx_id, nonce, name, args, member)
    values ($1, $2, $3, $4, $5)
    on conflict (tx_id) do update set answer = null where errand.answer->>'code' is not null`;
  const { nonce, name, args, as } = call;
  await sql.query(text, [txId, Buffer.from(nonce), name, [...args], as ?? null]);
}

async function readAnswer(sql: SqlClient, txId: string): Promise<Answer | undefined> {
  const { rows } = await sql.query('select answer from notary.errand where tx_id = $1', [txId]);
  return (rows[0] as { answer: Answer | null } | undefined)?.answer ?? undefined;
}

/** Does what other processes ask of the ledger's owner, oldest first, until the mandate ends. Throws the database's errors. */
export async function runErrands({ sql, signal }: Mandate, ledger: Ledger): Promise<void> {
  await sql.query(`delete from notary.errand where made_at < now() - $1::interval`, [KEPT]);
  while (!signal.aborted) {
    const waiting = await readErrands(sql);
    let done = 0;
    for (const row of waiting) {
      const answer = await carryOut(ledger, row);
      if (answer === undefined) continue;
      done++;
      await sql.query('update notary.errand set answer = $2 where tx_id = $1', [
        row.txId,
        JSON.stringify(answer),
      ]);
    }
    if (done === 0) await rest(IDLE_MS, signal);
  }
}

async function readErrands(sql: SqlClient): Promise<ErrandRow[]> {
  const text = `select tx_id as "txId", nonce, name, args, member from notary.errand
    where answer is null order by place limit 50`;
  return (await sql.query(text, [])).rows as ErrandRow[];
}

/** undefined while the ledger does not take it. */
async function carryOut(ledger: Ledger, row: ErrandRow): Promise<Answer | undefined> {
  const { name, args, member, nonce } = row;
  const call = { name, args, nonce: Uint8Array.from(nonce), ...(member && { as: member }) };
  try {
    const { block, response } = await ledger.submit(call);
    return { block, response };
  } catch (error) {
    return isWaiting(error) ? undefined : { code: codeOf(error) };
  }
}

function isWaiting(error: unknown): boolean {
  try {
    refusalOf(error);
    return false;
  } catch {
    return error instanceof CunzhengError;
  }
}

function codeOf(error: unknown): ErrorCode {
  const code = (error as { code?: string }).code ?? '';
  return isErrorCode(code) ? code : 'INTERNAL';
}
