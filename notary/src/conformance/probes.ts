import type { CourtRecord, ErrorCode } from '@cunzheng/domain';
import type { Ledger, LedgerBlock, LedgerResult } from '../ledger/port.ts';
import { makeSigner, recordCall, type Scene } from './acts.ts';
import type { LedgerUnderTest } from './runner.ts';

/** Now, in the ledger's network and the subject's court. */
export function sceneOf(ledger: Ledger, subject: LedgerUnderTest): Scene {
  return { network: ledger.network, court: subject.court, time: Date.now() };
}

/** Opens the subject's ledger once more for as long as `run` takes. */
export async function withLedger(
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

/** Registers a new key; resolves to its record and what the ledger answered. */
export async function recordKey(
  ledger: Ledger,
  subject: LedgerUnderTest,
): Promise<{ record: CourtRecord; result: LedgerResult }> {
  const { record } = makeSigner(sceneOf(ledger, subject), 'clerk');
  return { record, result: await ledger.submit(recordCall([record])) };
}

/** Registers `count` new keys, one call after the other. */
export async function recordKeys(
  ledger: Ledger,
  subject: LedgerUnderTest,
  count: number,
): Promise<LedgerResult[]> {
  const results: LedgerResult[] = [];
  for (let i = 0; i < count; i++) results.push((await recordKey(ledger, subject)).result);
  return results;
}

/** Outcome of each record of a call. */
export function outcomesOf(result: LedgerResult): string[] {
  const outcomes = JSON.parse(result.response) as { outcome: string }[];
  return outcomes.map(({ outcome }) => outcome);
}

/** As `outcomesOf`, with the code of the refusal in place of `refused`. */
export function fatesOf(result: LedgerResult): string[] {
  const outcomes = JSON.parse(result.response) as { outcome: string; code?: string }[];
  return outcomes.map(({ outcome, code }) => code ?? outcome);
}

/** Outcome of a call with one record, or the code of its refusal or of the error. */
export async function fateOf(work: Promise<LedgerResult>): Promise<string> {
  try {
    return fatesOf(await work)[0] ?? 'nothing';
  } catch (error) {
    return (error as { code?: string }).code ?? 'INTERNAL';
  }
}

/** Blocks `from` to `end` − 1, as a follower gets them. */
export async function take(ledger: Ledger, from: number, end: number): Promise<LedgerBlock[]> {
  const blocks: LedgerBlock[] = [];
  for await (const block of ledger.follow(from)) {
    blocks.push(block);
    if (block.number + 1 >= end) break;
  }
  return blocks;
}

/** How many times a transaction stands on the ledger. */
export async function countOf(ledger: Ledger, { txId }: LedgerResult): Promise<number> {
  const blocks = await take(ledger, 0, await ledger.height());
  return blocks.flatMap((block) => block.transactions).filter((other) => other.txId === txId)
    .length;
}

/** A block as plain text and numbers, to compare. */
export function summary(block: LedgerBlock) {
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

/** Hexadecimal text; of nothing when there are no bytes. */
export function hex(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString('hex');
}

/** What an error of this code looks like to `rejects`. */
export function coded(code: ErrorCode): { code: ErrorCode } {
  return { code };
}
