import type { Json } from '@cunzheng/domain';
import {
  type CourtRecord,
  CunzhengError,
  equalBytes,
  type FilingRecord,
  fromBase64Url,
  isSigned,
  type KeyRegistration,
  type KeyRole,
  type NetworkId,
  openFields,
  type RecordId,
  recordId,
  rootFromInclusion,
  type SignedRecord,
  signingMessage,
  timeOf,
} from '@cunzheng/domain';
import { verifyEs256 } from '../crypto.ts';
import { MAX_SUPPORT, type RawEntry, readEntry, readOpenings, readPath } from '../proof.ts';
import { type Leaf, leafOf } from './log.ts';
import { readRecord } from './record.ts';
import { hold, orFail, StageNotShown } from './stage.ts';

/** One verified signature: of which record, by which key, in which role the court registered it. */
export interface Signer {
  readonly record: string;
  readonly kind: SignedRecord['kind'];
  readonly key: string;
  readonly role: KeyRole;
  readonly actTime: string;
}

interface Entry {
  readonly index: number;
  readonly block: number;
  readonly record: CourtRecord;
}

interface SupportEntry extends Entry {
  readonly txTime: number;
  readonly path: readonly Uint8Array[];
}

type Support = ReadonlyMap<string, Entry>;

/**
 * Stage persons: the support records are proven before what refers to them and agree with it, and every signature whose
 * key is in the proof verifies. That no revocation came before, the contract checked; the proof does not show it.
 */
export async function judgePersons(leaf: Leaf, network: string): Promise<Signer[]> {
  if (leaf.record === undefined || leaf.proof.form === 'compact') throw new StageNotShown();
  const entries = readSupport(leaf.proof.support);
  for (const entry of entries) hold(isProven(entry, leaf), 'SUPPORT_UNPROVEN');
  const support = new Map(entries.map((entry) => [recordId(entry.record) as string, entry]));
  hold(reachedFrom(leaf.record, support).size === support.size, 'SUPPORT_UNREFERRED');
  const signers: Signer[] = [];
  let allKeysShown = true;
  const { index, block } = leaf.proof.subject;
  for (const entry of [{ index, block, record: leaf.record }, ...entries]) {
    demandReferencesAgree(entry, support);
    if (!isSigned(entry.record)) continue;
    const signer = await judgeSignature(entry.record, support, network as NetworkId);
    if (signer === undefined) allKeysShown = false;
    else signers.push(signer);
  }
  if (!allKeysShown) throw new StageNotShown();
  return signers;
}

function readSupport(value: Json): SupportEntry[] {
  hold(Array.isArray(value) && value.length <= MAX_SUPPORT, 'SUPPORT_MALFORMED');
  const entries = (value as Json[]).map((item) =>
    orFail('SUPPORT_MALFORMED', () => readSupportEntry(readEntry(item))),
  );
  const rises = entries.every((entry, i) => i === 0 || entry.index > (entries[i - 1]?.index ?? -1));
  hold(rises, 'SUPPORT_MALFORMED');
  return entries;
}

function readSupportEntry(raw: RawEntry): SupportEntry {
  const record = readRecord(raw.record);
  openFields(record.sd ?? {}, readOpenings(raw.openings));
  const { index, block, txTime } = raw;
  return { index, block, txTime, record, path: readPath(raw.path) };
}

function isProven(entry: SupportEntry, leaf: Leaf): boolean {
  try {
    const hash = leafOf(entry.record, entry.block, entry.txTime);
    return equalBytes(rootFromInclusion(entry.index, leaf.size, hash, entry.path), leaf.root);
  } catch (cause) {
    if (cause instanceof CunzhengError) return false;
    throw cause;
  }
}

interface Reference {
  readonly kind: 'key' | 'document' | 'service' | 'filing';
  readonly id: RecordId;
}

/** The records that a record refers to. */
function referencesOf(record: CourtRecord): Reference[] {
  switch (record.kind) {
    case 'key':
      return [];
    case 'document':
      return [{ kind: 'key', id: record.key }];
    case 'service':
      return [{ kind: 'document', id: record.document }];
    case 'receipt':
      return [
        { kind: 'key', id: record.key },
        { kind: 'service', id: record.service },
      ];
    case 'filing': {
      const first = record.filing === undefined ? [] : [record.filing];
      return [
        { kind: 'key', id: record.key },
        ...first.map((id) => ({ kind: 'filing', id }) as const),
      ];
    }
  }
}

function reachedFrom(record: CourtRecord, support: Support): Set<string> {
  const reached = new Set<string>();
  const waiting = [record];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const { id } of referencesOf(next)) {
      const referred = support.get(id);
      if (referred === undefined || reached.has(id)) continue;
      reached.add(id);
      waiting.push(referred.record);
    }
  }
  return reached;
}

function demandReferencesAgree(entry: Entry, support: Support): void {
  for (const { kind, id } of referencesOf(entry.record)) {
    const referred = support.get(id);
    if (referred === undefined) continue;
    hold(precedes(referred, entry), 'REFERENCE_DIFFERS');
    hold(agrees(entry.record, kind, referred.record), 'REFERENCE_DIFFERS');
  }
}

/** The log sorts the records of one transaction by their ids; within a block the contract alone knows their order. */
function precedes(referred: Entry, entry: Entry): boolean {
  return referred.index < entry.index || referred.block === entry.block;
}

function agrees(record: CourtRecord, kind: Reference['kind'], referred: CourtRecord): boolean {
  if (referred.kind !== kind) return false;
  if (referred.kind === 'key') {
    return referred.action === 'register' && referred.court === record.court;
  }
  if (referred.kind === 'filing') return isFirstOf(referred, record);
  return 'sha256' in referred && 'sha256' in record && referred.sha256 === record.sha256;
}

/** An act of a filing names its first submission: of the same case, and for corrected papers of the same applicant. */
function isFirstOf(referred: FilingRecord, record: CourtRecord): boolean {
  if (referred.action !== 'submitted' || referred.filing !== undefined) return false;
  if (record.kind !== 'filing' || referred.caseTag !== record.caseTag) return false;
  return record.action !== 'submitted' || referred.applicant === record.applicant;
}

async function judgeSignature(
  record: SignedRecord,
  support: Support,
  network: NetworkId,
): Promise<Signer | undefined> {
  const key = support.get(record.key)?.record as KeyRegistration | undefined;
  if (key === undefined) return undefined;
  const acted = timeOf(record.actTime);
  const inLife = orFail(
    'SUPPORT_MALFORMED',
    () => timeOf(key.notBefore) <= acted && acted <= timeOf(key.notAfter),
  );
  hold(inLife, 'KEY_OUTSIDE_LIFE');
  const message = signingMessage(network, record);
  const signature = fromBase64Url(record.signature);
  hold(await verifyEs256(fromBase64Url(key.point), message, signature), 'SIGNATURE_INVALID');
  const { kind, actTime } = record;
  return { record: recordId(record), kind, key: record.key, role: key.role, actTime };
}
