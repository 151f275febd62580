import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
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
  type KeyRegistration,
  type KeyRevocation,
  type KeyRole,
  type NetworkId,
  type PartyTag,
  type ReceiptRecord,
  recordBytes,
  recordId,
  type ServiceRecord,
  type Sha256,
  type SignedRecord,
  type Sm3,
  signingMessage,
  toLowS,
  type Unsigned,
} from '@cunzheng/domain';
import { type CallOptions, type CallResult, MemoryLedger } from './memory-ledger.ts';

export const NETWORK = digest('network') as string as NetworkId;
export const MEMBERS = [
  { id: 'BjicMSP', name: '北京互联网法院' },
  { id: 'HzicMSP', name: '杭州互联网法院' },
  { id: 'GzicMSP', name: '广州互联网法院' },
  { id: 'SpcMSP', name: '最高人民法院' },
];
export const COURT = '京0491';
export const OTHER_COURT = '浙0192';
export const ACT_TIME = '2026-03-02T01:59:00.000Z';

export function digest(text: string): Sha256 {
  return createHash('sha256').update(text).digest('base64url') as Sha256;
}

export function tag<Tag extends CaseTag | PartyTag>(): Tag {
  return randomBytes(16).toString('base64url') as Tag;
}

/** Somebody with a key: its registration, and the private half to sign with. */
export interface Signer {
  readonly registration: KeyRegistration;
  readonly privateKey: KeyObject;
}

export function makeSigner(role: KeyRole, changes: Partial<KeyRegistration> = {}): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  const registration: KeyRegistration = {
    v: 1,
    kind: 'key',
    action: 'register',
    court: COURT,
    actTime: ACT_TIME,
    suite: 'ES256',
    point: spki.subarray(-65).toString('base64url'),
    owner: tag(),
    role,
    purpose: 'sign',
    notBefore: '2026-03-02T00:00:00.000Z',
    notAfter: '2026-03-02T12:00:00.000Z',
    ...changes,
  };
  return { registration, privateKey };
}

export function revocationOf(key: Signer, changes: Partial<KeyRevocation> = {}): KeyRevocation {
  const id = recordId(key.registration);
  return {
    v: 1,
    kind: 'key',
    action: 'revoke',
    court: COURT,
    actTime: ACT_TIME,
    key: id,
    ...changes,
  };
}

export function signed<R extends SignedRecord>(
  unsigned: Omit<R, 'signature'>,
  signer: Signer,
  network: NetworkId = NETWORK,
): R {
  const message = signingMessage(network, unsigned as unknown as Unsigned);
  const key = { key: signer.privateKey, dsaEncoding: 'ieee-p1363' } as const;
  const signature = Buffer.from(toLowS(sign('sha256', message, key))).toString('base64url');
  return { ...unsigned, signature } as unknown as R;
}

let serial = 0;

export function makeDocument(
  signer: Signer,
  changes: Partial<DocumentRecord> = {},
): DocumentRecord {
  serial += 1;
  const { registration } = signer;
  return signed<DocumentRecord>(
    {
      v: 1,
      kind: 'document',
      court: COURT,
      caseTag: tag(),
      actTime: ACT_TIME,
      number: `${COURT}-2026-${String(serial).padStart(6, '0')}`,
      sha256: digest(`document ${serial}`),
      sm3: digest(`sm3 ${serial}`) as string as Sm3,
      key: recordId(registration),
      ...changes,
    },
    signer,
  );
}

export function makeService(
  document: DocumentRecord,
  changes: Partial<ServiceRecord> = {},
): ServiceRecord {
  return {
    v: 1,
    kind: 'service',
    court: document.court,
    caseTag: document.caseTag,
    actTime: ACT_TIME,
    document: recordId(document),
    sha256: document.sha256,
    recipient: tag(),
    channel: 'platform',
    ...changes,
  };
}

export function makeReceipt(
  service: ServiceRecord,
  signer: Signer,
  changes: Partial<ReceiptRecord> = {},
  network: NetworkId = NETWORK,
): ReceiptRecord {
  return signed<ReceiptRecord>(
    {
      v: 1,
      kind: 'receipt',
      court: service.court,
      caseTag: service.caseTag,
      actTime: ACT_TIME,
      service: recordId(service),
      sha256: service.sha256,
      event: 'signed',
      recipient: service.recipient,
      key: recordId(signer.registration),
      ...changes,
    },
    signer,
    network,
  );
}

/** A first submission by the applicant himself. */
export function makeSubmission(
  signer: Signer,
  changes: Partial<FilingSubmission> = {},
): FilingSubmission {
  const { registration } = signer;
  return signed<FilingSubmission>(
    {
      v: 1,
      kind: 'filing',
      action: 'submitted',
      court: COURT,
      caseTag: tag(),
      actTime: ACT_TIME,
      applicant: registration.owner,
      capacity: 'self',
      papers: { size: 3, root: digest('papers') },
      key: recordId(registration),
      ...changes,
    },
    signer,
  );
}

/** What a later act of a filing says besides its court, case and signature. */
export type ActChange =
  | ({ action: 'submitted' } & Partial<FilingSubmission>)
  | ({ action: 'transferred' } & Partial<FilingTransfer>)
  | ({ action: 'returned' } & Partial<FilingReturn>)
  | ({ action: 'accepted' } & Partial<FilingAcceptance>)
  | ({ action: 'docketed' } & Partial<FilingDocketing>);

/** A later act of the filing that `first` began, at the court of `signer`'s key. */
export function makeFilingAct(
  first: FilingSubmission,
  signer: Signer,
  changes: ActChange,
): FilingRecord {
  const { applicant, capacity, papers, caseTag } = first;
  return signed<FilingRecord>(
    {
      v: 1,
      kind: 'filing',
      court: signer.registration.court,
      caseTag,
      actTime: ACT_TIME,
      filing: recordId(first),
      ...(changes.action === 'submitted' ? { applicant, capacity, papers } : {}),
      key: recordId(signer.registration),
      ...changes,
    } as Omit<FilingRecord, 'signature'>,
    signer,
  );
}

export function textOf(record: CourtRecord): string {
  return Buffer.from(recordBytes(record)).toString();
}

export interface Outcome {
  readonly id: string;
  readonly outcome: string;
  readonly code?: string;
}

export function recordCall(
  ledger: MemoryLedger,
  records: readonly CourtRecord[],
  options?: CallOptions,
) {
  return ledger.call('record', [JSON.stringify(records.map(textOf))], options);
}

/** Outcomes of one `record` call. */
export async function submit(
  ledger: MemoryLedger,
  records: readonly CourtRecord[],
  options?: CallOptions,
): Promise<Outcome[]> {
  return outcomesOf(await recordCall(ledger, records, options));
}

export function outcomesOf(result: CallResult): Outcome[] {
  if (result.status !== 200) throw new Error(result.text);
  return JSON.parse(result.text) as Outcome[];
}

/** `recorded`, `exists` or the code of the refusal, of a call with one record. */
export async function fate(
  ledger: MemoryLedger,
  record: CourtRecord,
  options?: CallOptions,
): Promise<string> {
  const [outcome] = await submit(ledger, [record], options);
  return outcome?.code ?? outcome?.outcome ?? 'nothing';
}

/** A network of four members with two courts in effect. */
export async function makeLedger(): Promise<MemoryLedger> {
  const ledger = new MemoryLedger();
  const seed = JSON.stringify({ networkId: NETWORK, members: MEMBERS });
  await ledger.call('init', [seed]);
  await enact(ledger, { code: COURT, name: '北京互联网法院', member: 'BjicMSP' });
  await enact(ledger, { code: OTHER_COURT, name: '杭州互联网法院', member: 'HzicMSP' });
  return ledger;
}

export async function enact(ledger: MemoryLedger, court: object): Promise<CallResult> {
  const text = JSON.stringify(court);
  await ledger.call('proposeCourt', [text], { member: 'BjicMSP' });
  await ledger.call('approveCourt', [text], { member: 'HzicMSP' });
  return ledger.call('approveCourt', [text], { member: 'GzicMSP' });
}

/** A ledger with a clerk, the court's system, a document served, and the recipient's own key. */
export async function makeServed() {
  const ledger = await makeLedger();
  const clerk = makeSigner('clerk');
  const system = makeSigner('system');
  const document = makeDocument(clerk);
  const service = makeService(document);
  const litigant = makeSigner('litigant', { owner: service.recipient });
  const records = [
    clerk.registration,
    system.registration,
    document,
    service,
    litigant.registration,
  ];
  const outcomes = await submit(ledger, records);
  return { ledger, clerk, system, document, service, litigant, outcomes };
}

/** A ledger with a filing at `COURT`, its applicant's key, and a clerk's and a litigant's key at either court. */
export async function makeFiled() {
  const ledger = await makeLedger();
  const clerk = makeSigner('clerk');
  const applicant = makeSigner('litigant');
  const { owner } = applicant.registration;
  const otherClerk = makeSigner('clerk', { court: OTHER_COURT });
  const applicantThere = makeSigner('litigant', { court: OTHER_COURT, owner });
  const first = makeSubmission(applicant);
  const outcomes = [
    ...(await submit(ledger, [clerk.registration, applicant.registration, first])),
    ...(await submit(ledger, [otherClerk.registration, applicantThere.registration], {
      member: 'HzicMSP',
    })),
  ];
  return { ledger, clerk, applicant, otherClerk, applicantThere, first, outcomes };
}
