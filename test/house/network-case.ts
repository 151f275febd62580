import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type CourtRecord,
  type DocumentRecord,
  formatDocumentNumber,
  hideFields,
  type KeyRegistration,
  type Opening,
  type ReceiptRecord,
  type RecordId,
  recordId,
  type ServiceRecord,
  type Sha256,
  type Sm3,
  toBase64Url,
} from '@cunzheng/domain';
import { openPool, type Pool } from '@cunzheng/gateway';
import { type Notary, type NotaryLog, openLog, openNotary, remoteAuditors } from '@cunzheng/notary';
import { recordCall } from '@cunzheng/notary/conformance';
import {
  connectionPath,
  type FabricLedger,
  openFabricLedger,
  readConnection,
} from '@cunzheng/notary/fabric';
import { testDatabase } from '@cunzheng/notary/postgres/testing';
import { auditorAddresses, readNetworkTrust } from '@cunzheng/notary/trust';
import {
  fileDigests,
  randomTag,
  type SigningKey,
  signingKey,
  signRecord,
} from '@cunzheng/proof/testing';
import type { Test } from 'tap';

/** A deployment's ledger and log on a network that is up, its auditors asked for cosignatures. */
export interface NetworkDesk {
  readonly ledger: FabricLedger;
  readonly log: NotaryLog;
  /** The trust file as it is handed out. */
  readonly trust: string;
  close(): Promise<void>;
}

/** Opens both; the log is kept in `dir`. */
export async function openDesk(networkDir: string, dir: string): Promise<NetworkDesk> {
  const path = connectionPath(networkDir);
  const options = await readConnection({ path });
  const ledger = await openFabricLedger(options);
  const { trust, text } = await readNetworkTrust(path, ledger);
  const auditors = await auditorAddresses(path, options.member);
  const log = await openLog({ ledger, dir, cosigners: remoteAuditors(auditors, trust), trust });
  const close = async () => {
    await log.close();
    await ledger.close();
  };
  return { ledger, log, trust: text, close };
}

/** A desk with a notary, on a database of its own. */
export interface NotaryDesk {
  readonly desk: NetworkDesk;
  readonly notary: Notary;
  readonly pool: Pool;
}

/** Opens both for as long as the test lasts; what they keep is gone with it. */
export async function openNotaryDesk(t: Test, networkDir: string): Promise<NotaryDesk> {
  const dir = await mkdtemp(join(tmpdir(), 'cunzheng-desk-'));
  const desk = await openDesk(networkDir, join(dir, 'log'));
  const { url, drop } = await testDatabase();
  const pool = openPool(url, () => {});
  const notary = await openNotary({
    ...{ database: pool, ledger: desk.ledger, log: desk.log },
    leaves: { dir: join(dir, 'lists'), copyDir: join(dir, 'copies') },
  });
  t.teardown(async () => {
    await notary.close();
    await desk.close();
    await pool.end();
    await drop();
    await rm(dir, { recursive: true });
  });
  return { desk, notary, pool };
}

/** A document issued, served and signed for on the ledger. */
export interface RecordedCase {
  readonly document: RecordId;
  readonly receipt: RecordId;
  /** What opens the receipt's hidden fields. */
  readonly openings: readonly Opening[];
}

const COURT = '京0491';
const HOUR_MS = 3_600_000;

/** Records the case of a file, one transaction each for its issue, its service and its receipt, until it is proven. */
export async function recordCase(desk: NetworkDesk, file: Uint8Array): Promise<RecordedCase> {
  const { ledger, log } = desk;
  const recipient = randomTag<ServiceRecord['recipient']>();
  const [clerk, litigant] = [register('clerk'), register('litigant', recipient)];
  const digests = fileDigests(file);
  const sha256 = toBase64Url(digests.sha256) as Sha256;
  const common = { v: 1, court: COURT, caseTag: randomTag<ServiceRecord['caseTag']>() } as const;
  const document = signRecord<DocumentRecord>(ledger.network, clerk.key, {
    ...{ ...common, kind: 'document', actTime: now(), sha256, key: recordId(clerk.record) },
    sm3: toBase64Url(digests.sm3) as Sm3,
    number: formatDocumentNumber(COURT, new Date().getUTCFullYear(), randomInt(1, 999_999)),
  });
  await record(ledger, [clerk.record, document]);
  const service: ServiceRecord = {
    ...{ ...common, kind: 'service', actTime: now(), document: recordId(document), sha256 },
    ...{ recipient, channel: 'platform' },
  };
  await record(ledger, [service]);
  const { sd, openings } = hideFields({ recipientName: '张某', device: '手机浏览器' }, () =>
    randomTag(),
  );
  const receipt = signRecord<ReceiptRecord>(ledger.network, litigant.key, {
    ...{ ...common, kind: 'receipt', actTime: now(), service: recordId(service), sha256 },
    ...{ recipient, event: 'signed', capacity: 'self' },
    ...{ key: recordId(litigant.record), sd },
  });
  await record(ledger, [litigant.record, receipt]);
  const id = recordId(receipt);
  await proven(log, id);
  return { document: recordId(document), receipt: id, openings };
}

/** Records these in one transaction. Throws when the contract refuses one of them. */
export async function record(ledger: FabricLedger, records: readonly CourtRecord[]): Promise<void> {
  const { response } = await ledger.submit(recordCall(records));
  if (response.includes('refused')) throw new Error(response);
}

function now(): string {
  return new Date().toISOString();
}

function register(
  role: KeyRegistration['role'],
  owner: KeyRegistration['owner'] = randomTag(),
): { key: SigningKey; record: KeyRegistration } {
  const key = signingKey();
  const at = Date.now();
  const record: KeyRegistration = {
    ...{ v: 1, kind: 'key', action: 'register', court: COURT, actTime: now(), suite: 'ES256' },
    ...{ point: key.point, owner, role, purpose: 'sign' },
    notBefore: new Date(at - HOUR_MS).toISOString(),
    notAfter: new Date(at + HOUR_MS).toISOString(),
  };
  return { key, record };
}

/** Resolves when a checkpoint of k members covers the record. */
export async function proven(log: NotaryLog, id: RecordId): Promise<void> {
  for (;;) {
    const told = new Promise<void>((resolve) => {
      const end = log.onCheckpoint(() => {
        end();
        resolve();
      });
    });
    const place = await log.locate(id);
    const size = log.checkpoint()?.checkpoint.size ?? 0;
    if (place !== undefined && place.index < size) return;
    await told;
  }
}
