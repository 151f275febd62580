import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type CourtRecord, canonicalize, fromBase64Url, type Json, toHex } from '@cunzheng/domain';
import { type EmbeddedLedger, openEmbeddedLedger } from '../../src/ledger/index.ts';
import { createDemoTrust, localAuditors, type NotaryLog, openLog } from '../../src/log/index.ts';
import { type ServedDocument, serveDocument } from './court-records.ts';
import { whenProven } from './log-bench.ts';

const clock = () => Date.parse('2026-11-20T02:00:00.000Z');

/** A court's data directory, its ledger and log open. */
export interface CourtData {
  readonly dir: string;
  readonly ledger: EmbeddedLedger;
  readonly log: NotaryLog;
  close(): Promise<void>;
}

/** Opens ledger and log below `dir` as the server does. */
export async function openCourtData(dir: string): Promise<CourtData> {
  const ledger = await openEmbeddedLedger({ dir: join(dir, 'ledger'), clock });
  const { keys, trust } = await createDemoTrust({ dir, ledger });
  const log = await openLog({
    ledger,
    dir: join(dir, 'log'),
    cosigners: localAuditors(keys),
    trust,
    intervalMs: 50,
    clock,
  });
  const close = async () => {
    await log.close();
    await ledger.close();
  };
  return { dir, ledger, log, close };
}

/** Records through the contract; throws unless each is recorded. */
export async function recordAll(
  ledger: EmbeddedLedger,
  ...records: readonly CourtRecord[]
): Promise<void> {
  const texts = records.map((record) => canonicalize(record as unknown as Json));
  const { response } = await ledger.submit({ name: 'record', args: [JSON.stringify(texts)] });
  const outcomes = JSON.parse(response) as { outcome: string; code?: string }[];
  const refused = outcomes.find(({ outcome }) => outcome !== 'recorded');
  if (refused !== undefined) throw new Error(`not recorded: ${refused.outcome} ${refused.code}`);
}

/** Serves documents from their issue to the receipt, their files stored; resolves when all is proven. */
export async function fillCourtData(data: CourtData, count: number): Promise<ServedDocument[]> {
  const served: ServedDocument[] = [];
  for (let i = 0; i < count; i++) {
    const one = serveDocument(data.ledger.network);
    await storeFile(data.dir, one);
    await recordAll(data.ledger, one.clerk.record, one.document, one.service);
    await recordAll(data.ledger, one.litigant.record, one.receipt);
    served.push(one);
  }
  await whenProven(data.log, 5 * count);
  return served;
}

/** Path of a document's stored file below `files/`. */
export function filePath({ document }: ServedDocument): string {
  const hex = toHex(fromBase64Url(document.sha256));
  return join('files', 'sha256', hex.slice(0, 2), hex);
}

async function storeFile(dir: string, served: ServedDocument): Promise<void> {
  const path = join(dir, filePath(served));
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, served.file);
}
