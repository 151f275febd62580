import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import {
  type CaseTag,
  type DocumentRecord,
  fromBase64Url,
  hideFields,
  type KeyRegistration,
  type KeyRevocation,
  type NetworkId,
  type Opening,
  type PartyTag,
  type ReceiptRecord,
  type RecordId,
  recordId,
  type SeenCheckpoint,
  type ServiceRecord,
  type Sha256,
  type SignedRecord,
  type Sm3,
  signingMessage,
  toBase64Url,
  toLowS,
  type Unsigned,
} from '@cunzheng/domain';

const COURT = '京0491';

function tag<T extends CaseTag | PartyTag>(): T {
  return toBase64Url(randomBytes(16)) as T;
}

function digest<T extends Sha256 | Sm3>(of: Uint8Array): T {
  return toBase64Url(createHash('sha256').update(of).digest()) as T;
}

/** A key pair with its registration. */
export interface SittingKey {
  readonly record: KeyRegistration;
  readonly id: RecordId;
  readonly privateKey: KeyObject;
}

/** Registers a fresh key, in force around `actTime`. */
export function makeKey(role: KeyRegistration['role'], actTime: string): SittingKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y } = publicKey.export({ format: 'jwk' });
  const point = Buffer.concat([
    Buffer.of(4),
    fromBase64Url(x as string),
    fromBase64Url(y as string),
  ]);
  const record: KeyRegistration = {
    v: 1,
    kind: 'key',
    action: 'register',
    court: COURT,
    actTime,
    suite: 'ES256',
    point: toBase64Url(point),
    owner: tag<PartyTag>(),
    role,
    purpose: 'sign',
    notBefore: actTime,
    notAfter: new Date(Date.parse(actTime) + 12 * 3600_000).toISOString(),
  };
  return { record, id: recordId(record), privateKey };
}

/** Ends a key. */
export function revokeKey(key: SittingKey, actTime: string): KeyRevocation {
  return { v: 1, kind: 'key', action: 'revoke', court: COURT, actTime, key: key.id };
}

function signed<R extends SignedRecord>(
  network: NetworkId,
  key: SittingKey,
  record: Omit<R, 'signature'>,
): R {
  const message = signingMessage(network, record as unknown as Unsigned);
  const signature = sign('sha256', message, { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
  return { ...record, signature: toBase64Url(toLowS(signature)) } as unknown as R;
}

/** One document served and signed for, with everything that a proof of it needs. */
export interface ServedDocument {
  readonly file: Uint8Array;
  readonly clerk: SittingKey;
  readonly litigant: SittingKey;
  readonly document: DocumentRecord;
  readonly service: ServiceRecord;
  readonly receipt: ReceiptRecord;
  readonly openings: readonly Opening[];
}

let serial = 0;

/** Makes the records of one document from its issue to the receipt; `seen` is the checkpoint the litigant names. */
export function serveDocument(network: NetworkId, seen?: SeenCheckpoint): ServedDocument {
  const actTime = '2026-11-20T01:02:03.004Z';
  const file = randomBytes(1000);
  const [clerk, litigant] = [makeKey('clerk', actTime), makeKey('litigant', actTime)];
  const caseTag = tag<CaseTag>();
  const document = signed<DocumentRecord>(network, clerk, {
    v: 1,
    kind: 'document',
    court: COURT,
    caseTag,
    actTime,
    number: `${COURT}-2026-${String(++serial).padStart(6, '0')}`,
    sha256: digest<Sha256>(file),
    sm3: digest<Sm3>(Buffer.from('not SM3; these tests check no file')),
    key: clerk.id,
  });
  const service: ServiceRecord = {
    v: 1,
    kind: 'service',
    court: COURT,
    caseTag,
    actTime,
    document: recordId(document),
    sha256: document.sha256,
    recipient: litigant.record.owner,
    channel: 'platform',
  };
  const { sd, openings } = hideFields({ caseNumber: '（2026）京0491民初1号', title: '传票' }, () =>
    toBase64Url(randomBytes(16)),
  );
  const receipt = signed<ReceiptRecord>(network, litigant, {
    v: 1,
    kind: 'receipt',
    court: COURT,
    caseTag,
    actTime,
    service: recordId(service),
    sha256: document.sha256,
    event: 'signed',
    recipient: service.recipient,
    capacity: 'self',
    key: litigant.id,
    ...(seen === undefined ? {} : { checkpoint: seen }),
    sd,
  });
  return { file, clerk, litigant, document, service, receipt, openings };
}

/** A record of no further meaning; each number gives another, the same in every process. */
export function numberedRecord(number: number): ServiceRecord {
  const sha256 = digest<Sha256>(Buffer.from(`filler ${number}`));
  return {
    v: 1,
    kind: 'service',
    court: COURT,
    caseTag: toBase64Url(Buffer.alloc(16, number % 251)) as CaseTag,
    actTime: '2026-11-20T01:02:03.004Z',
    document: sha256 as string as RecordId,
    sha256,
    recipient: toBase64Url(Buffer.alloc(16)) as PartyTag,
    channel: 'platform',
  };
}

let filler = 0;

/** A record of no further meaning, another at every call. */
export function anyRecord(): ServiceRecord {
  return numberedRecord(++filler);
}
