import {
  CunzhengError,
  decodeCosignature,
  type Edition,
  editionFor,
  findSignature,
  fromBase64Url,
  NOTE_COSIGNATURE,
  type RecordId,
  toBase64Url,
  trustFingerprint,
} from '@cunzheng/domain';
import { splitForQr } from '@cunzheng/notary';
import { and, eq } from 'drizzle-orm';
import { type Actor, rolesTowards } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import { chainState } from '../../chain-state.ts';
import { type Court, courtOf } from '../../context.ts';
import { makeReceiptPdf, type ReceiptSheet } from '../../pdf/index.ts';
import { courtCase, document, party, person, receipt, service } from '../../store/schema.ts';
import { verifyPageUrl, verifyUrl } from '../../verify-url.ts';
import type { RecordPlace } from '../verification/problems.ts';
import { type ProofFile, placeFor, readProof } from '../verification/records.ts';
import { demandAsOnLedger } from './as-on-ledger.ts';

/**
 * The receipt of an act as a PDF to print (电子送达凭证, 人民法院在线诉讼规则 31: it has the force of a 送达回证): who, what,
 * when, where on the ledger, and the compact proof as QR codes once there is one.
 * Throws `NOT_FOUND`, `NOT_PERMITTED`, `NOT_YET_PROVEN` while the record has no block, `NOT_SUPPORTED` for a key,
 * `RECORD_DIFFERS` when the words it would print are not those on the ledger.
 */
export async function receiptPdf(
  court: Court,
  actor: Actor,
  id: string,
): Promise<Omit<ProofFile, 'type'>> {
  const sheet = await receiptSheet(court, actor, id);
  const bytes = await makeReceiptPdf(sheet);
  return { bytes, name: `${sheet.number}-${sheet.event}.pdf` };
}

/** What that PDF prints. Throws as `receiptPdf` does. */
export async function receiptSheet(house: Court, actor: Actor, id: string): Promise<ReceiptSheet> {
  const court = asActor(house, actor);
  const place = await placeFor(court, actor, 'record.proof', id);
  if (place.kind === 'key' || place.documentId === undefined) {
    throw new CunzhengError('NOT_SUPPORTED', 'a key has no receipt sheet');
  }
  const sheet: ReceiptSheet = {
    ...(await actFacts(court, place, id)),
    ...(await documentFacts(court, place.documentId, {
      withCode: await isRead(court, actor, place),
    })),
    ...(await chainFacts(court, actor, id)),
    custody: newestEdition(court).custody,
    fingerprint: trustFingerprint(court.chain.trust),
    madeAt: new Date(court.clock()).toISOString(),
  };
  await demandAsOnLedger(court, place.documentId, sheet);
  return sheet;
}

function newestEdition(court: Court): Edition {
  return editionFor(court.chain.trust, court.chain.checkpoint()?.checkpoint.size ?? 0);
}

/** The code stands on the paper that the recipient has opened, and on nothing he has before. */
async function isRead(court: Court, actor: Actor, place: RecordPlace): Promise<boolean> {
  const { court: code, serviceId, documentId = '' } = place;
  const official = rolesTowards(actor, { court: code }).length > 0;
  if (serviceId === undefined && official) return true;
  const which =
    serviceId === undefined
      ? and(eq(service.documentId, documentId), eq(service.recipient, actor.person))
      : eq(service.id, serviceId);
  const rows = await court.store.db.select({ state: service.state }).from(service).where(which);
  return rows.some(({ state }) => state !== 'sent' && state !== 'arrived');
}

async function documentFacts(
  court: Court,
  documentId: string,
  { withCode }: { withCode: boolean },
): Promise<
  Pick<ReceiptSheet, 'courtName' | 'caseNumber' | 'cause' | 'document' | 'url' | 'number' | 'code'>
> {
  const [row] = await court.store.db
    .select({ document, courtCase })
    .from(document)
    .innerJoin(courtCase, eq(courtCase.id, document.caseId))
    .where(eq(document.id, documentId));
  if (row === undefined) throw new CunzhengError('NOT_FOUND');
  const { title, number, pages, sha256, sm3, code } = row.document;
  return {
    courtName: courtOf(court, row.document.court).name,
    caseNumber: row.courtCase.caseNumber,
    cause: row.courtCase.title,
    document: { title, number, pages, sha256, sm3 },
    url: withCode ? verifyUrl(court, number, code) : verifyPageUrl(court),
    number,
    ...(withCode ? { code } : {}),
  };
}

type ActFacts = Pick<
  ReceiptSheet,
  'event' | 'actTime' | 'signedBy' | 'recipient' | 'channel' | 'reason' | 'server'
>;

async function actFacts(court: Court, place: RecordPlace, id: string): Promise<ActFacts> {
  if (place.kind === 'document') {
    return { event: 'issued', actTime: place.at.toISOString(), signedBy: 'person' };
  }
  const served = await serviceFacts(court, place.serviceId as string);
  if (place.kind === 'service') {
    return { event: 'sent', actTime: place.at.toISOString(), signedBy: 'system', ...served };
  }
  return { ...served, ...(await receiptFacts(court, id, served.recipient)) };
}

async function serviceFacts(court: Court, serviceId: string) {
  const [row] = await court.store.db
    .select({ service, party, server: person.name })
    .from(service)
    .innerJoin(party, eq(party.id, service.partyId))
    .innerJoin(person, eq(person.id, service.sentBy))
    .where(eq(service.id, serviceId));
  if (row === undefined) throw new CunzhengError('NOT_FOUND');
  return {
    recipient: { name: row.party.name },
    channel: row.service.channel as NonNullable<ReceiptSheet['channel']>,
    server: row.server,
  };
}

async function receiptFacts(court: Court, id: string, recipient: { name: string }) {
  const [row] = await court.store.db
    .select({ receipt, actor: person.name })
    .from(receipt)
    .leftJoin(person, eq(person.id, receipt.actor))
    .where(eq(receipt.recordId, id));
  if (row === undefined) throw new CunzhengError('NOT_FOUND');
  const { event, actTime, capacity, reason, actor } = row.receipt;
  const byOther = capacity === 'agent' || capacity === 'substitute';
  return {
    event,
    actTime: actTime.toISOString(),
    signedBy: actor === null ? ('system' as const) : ('person' as const),
    recipient: {
      ...recipient,
      ...(capacity === null ? {} : { capacity }),
      ...(byOther && row.actor !== null ? { actor: row.actor } : {}),
    },
    ...(reason === null ? {} : { reason }),
  };
}

async function chainFacts(
  court: Court,
  actor: Actor,
  id: string,
): Promise<Pick<ReceiptSheet, 'record' | 'checkpoint' | 'qrParts'>> {
  const { state, block, txId, txTime, index = 0 } = await chainState(court.notary, id);
  if (block === undefined || txId === undefined || txTime === undefined) {
    throw new CunzhengError('NOT_YET_PROVEN', 'not on the ledger yet');
  }
  const record = { id: id as RecordId, block, txId, txTime, index };
  if (state !== 'proven') return { record, qrParts: [] };
  const { bytes } = await readProof(court, actor, id, 'compact');
  return { record, qrParts: splitForQr(bytes), ...checkpointFacts(court) };
}

function checkpointFacts(court: Court): Pick<ReceiptSheet, 'checkpoint'> {
  const signed = court.chain.checkpoint();
  if (signed === undefined) return {};
  const { members } = newestEdition(court);
  const cosigners = members.flatMap(({ name, auditor }) => {
    const key = fromBase64Url(auditor.key);
    const line = findSignature(signed, auditor.name, NOTE_COSIGNATURE, key);
    if (line === undefined) return [];
    return [{ name, time: new Date(decodeCosignature(line.signature).time * 1000).toISOString() }];
  });
  const { size, root } = signed.checkpoint;
  return { checkpoint: { size, root: toBase64Url(root), members: members.length, cosigners } };
}
