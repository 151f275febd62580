import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import {
  type CaseTag,
  type CourtRecord,
  type DocumentRecord,
  type FilingAcceptance,
  type FilingDocketing,
  type FilingRecord,
  type FilingReturn,
  type FilingSubmission,
  type FilingTransfer,
  formatDocumentNumber,
  type KeyRegistration,
  type KeyRole,
  type NetworkId,
  type Papers,
  type PartyTag,
  type ReceiptRecord,
  recordBytes,
  recordId,
  type ServiceRecord,
  type Sha256,
  type SignedRecord,
  type Sm3,
  signingMessage,
  toBase64Url,
  toLowS,
  type Unsigned,
  utf8Text,
} from '@cunzheng/domain';
import type { LedgerCall } from '../ledger/port.ts';

const HOUR_MS = 60 * 60 * 1000;

/** Where and when acts are made up, for tests and measurements against a real ledger. */
export interface Scene {
  readonly network: NetworkId;
  /** A court whose member is the ledger's own. */
  readonly court: string;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** Somebody who signs: a key, and the record that registers it. */
export interface Signer {
  readonly privateKey: KeyObject;
  readonly record: KeyRegistration;
}

/** A key made up for one owner; lives an hour either side of the scene's time. */
export function makeSigner(scene: Scene, role: KeyRole, owner: PartyTag = makeTag()): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const point = publicKey.export({ type: 'spki', format: 'der' }).subarray(-65);
  const record: KeyRegistration = {
    v: 1,
    kind: 'key',
    action: 'register',
    court: scene.court,
    actTime: timeText(scene.time),
    suite: 'ES256',
    point: toBase64Url(point),
    owner,
    role,
    purpose: 'sign',
    notBefore: timeText(scene.time - HOUR_MS),
    notAfter: timeText(scene.time + HOUR_MS),
  };
  return { privateKey, record };
}

/** A document with random digests, signed by a clerk or judge. */
export function makeDocument(
  scene: Scene,
  signer: Signer,
  serial: number,
  caseTag: CaseTag = makeTag(),
): DocumentRecord {
  return signRecord<DocumentRecord>(scene, signer, {
    v: 1,
    kind: 'document',
    court: scene.court,
    caseTag,
    actTime: timeText(scene.time),
    number: formatDocumentNumber(scene.court, new Date(scene.time).getUTCFullYear(), serial),
    sha256: random<Sha256>(32),
    sm3: random<Sm3>(32),
    key: recordId(signer.record),
  });
}

/** A service of the document to one recipient. */
export function makeService(
  scene: Scene,
  document: DocumentRecord,
  recipient: PartyTag,
): ServiceRecord {
  return {
    v: 1,
    kind: 'service',
    court: scene.court,
    caseTag: document.caseTag,
    actTime: timeText(scene.time),
    document: recordId(document),
    sha256: document.sha256,
    recipient,
    channel: 'platform',
    // Makes every service another record.
    sd: { receiptCode: random(32) },
  };
}

/** The recipient's signature for a service. */
export function makeReceipt(scene: Scene, service: ServiceRecord, signer: Signer): ReceiptRecord {
  return signRecord<ReceiptRecord>(scene, signer, {
    v: 1,
    kind: 'receipt',
    court: scene.court,
    caseTag: service.caseTag,
    actTime: timeText(scene.time),
    service: recordId(service),
    sha256: service.sha256,
    event: 'signed',
    recipient: service.recipient,
    key: recordId(signer.record),
  });
}

/** Papers handed in for the first time by the applicant himself; a made-up list unless given. */
export function makeSubmission(
  scene: Scene,
  signer: Signer,
  papers: Papers = makePapers(),
): FilingSubmission {
  return signRecord<FilingSubmission>(scene, signer, {
    ...{ v: 1, kind: 'filing', action: 'submitted', court: scene.court, caseTag: makeTag() },
    ...{ actTime: timeText(scene.time), applicant: signer.record.owner, capacity: 'self', papers },
    key: recordId(signer.record),
  });
}

/** What an act of a filing that stands already says besides whose it is and who signed it. */
export type FilingStep =
  | Pick<FilingSubmission, 'action' | 'papers'>
  | Pick<FilingTransfer, 'action' | 'to'>
  | Pick<FilingReturn, 'action' | 'outcome'>
  | Pick<FilingAcceptance, 'action'>
  | Pick<FilingDocketing, 'action' | 'number'>;

/** A later act of the filing that `first` began; papers handed in again are the same applicant's. */
export function makeFilingAct(
  scene: Scene,
  signer: Signer,
  first: FilingSubmission,
  step: FilingStep,
): FilingRecord {
  const { applicant, capacity, caseTag } = first;
  return signRecord<FilingRecord>(scene, signer, {
    ...{ v: 1, kind: 'filing', court: scene.court, caseTag, actTime: timeText(scene.time) },
    ...{ filing: recordId(first), key: recordId(signer.record), ...step },
    ...(step.action === 'submitted' ? { applicant, capacity } : {}),
  } as Omit<FilingRecord, 'signature'>);
}

/** A list of three papers that nobody has seen. */
export function makePapers(): Papers {
  return { size: 3, root: random<Sha256>(32) };
}

/** The contract's call that records these. */
export function recordCall(records: readonly CourtRecord[], nonce?: Uint8Array): LedgerCall {
  const texts = records.map((record) => utf8Text(recordBytes(record)));
  const call = { name: 'record', args: [JSON.stringify(texts)] };
  return nonce === undefined ? call : { ...call, nonce };
}

/** A random tag of a case or a party. */
export function makeTag<Tag extends CaseTag | PartyTag>(): Tag {
  return random<Tag>(16);
}

function signRecord<R extends SignedRecord>(
  scene: Scene,
  signer: Signer,
  unsigned: Omit<R, 'signature'>,
): R {
  const message = signingMessage(scene.network, unsigned as unknown as Unsigned);
  const key = { key: signer.privateKey, dsaEncoding: 'ieee-p1363' } as const;
  const signature = toBase64Url(toLowS(sign('sha256', message, key)));
  return { ...unsigned, signature } as unknown as R;
}

function random<Text extends string>(bytes: number): Text {
  return toBase64Url(randomBytes(bytes)) as Text;
}

function timeText(ms: number): string {
  return new Date(ms).toISOString();
}
