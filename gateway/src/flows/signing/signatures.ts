import { type CourtRecord, isSigned, type RecordId } from '@cunzheng/domain';
import { desc, eq, inArray } from 'drizzle-orm';
import { type Actor, authorize } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import { type ChainState, chainStates } from '../../chain-state.ts';
import { type Court, courtName } from '../../context.ts';
import {
  type CaseRow,
  courtCase,
  type DocumentRow,
  document,
  receipt,
  service,
  signingKey,
} from '../../store/schema.ts';
import type { Db } from '../../store/store.ts';
import { type FilingRow, filing } from '../../store/tables/filing.ts';
import { type SignatureEvent, signature } from '../../store/tables/signatures.ts';
import { PAGE_SIZE } from '../cases/queries.ts';
import { DIFFERENCES, type Difference } from '../verification/differences.ts';
import { differing, unlessDown } from '../verification/findings.ts';
import { eventOf } from './sign.ts';

type SignatureRow = typeof signature.$inferSelect;

/** One signature made with a key of the person, and what was signed. */
export interface SignatureView {
  readonly recordId: string;
  readonly court: { readonly code: string; readonly name: string };
  readonly event: SignatureEvent;
  readonly signedAt: string;
  /** What was signed; absent where the person may not see the paper any more, having left the court. */
  readonly paper?: {
    readonly title: string;
    readonly number: string;
    readonly caseNumber: string;
    readonly documentId: string;
    /** Of a receipt. */
    readonly serviceId?: string;
    readonly capacity?: 'self' | 'agent' | 'substitute';
  };
  /** The filing that was acted on; absent where the person may not see it any more. */
  readonly filing?: { readonly id: string; readonly cause: string };
  /** The document's official, not its recipient; the court's, not who filed. */
  readonly asStaff: boolean;
  readonly key: {
    readonly recordId: string;
    readonly registeredAt?: string;
    readonly revoked: boolean;
  };
  readonly chain: ChainState;
}

/**
 * Every signature made in my name, newest first, 20 a page: who finds one he did not make can revoke its key. Nobody
 * sees another person's, whatever his office.
 */
export async function listMySignatures(
  house: Court,
  actor: Actor,
  page = 1,
): Promise<{ items: SignatureView[]; total: number }> {
  const court = asActor(house, actor);
  const { db } = court.store;
  const mine = eq(signature.person, actor.person);
  const rows = await db
    .select()
    .from(signature)
    .where(mine)
    .orderBy(desc(signature.signedAt), desc(signature.recordId))
    .limit(PAGE_SIZE)
    .offset((page - 1) * PAGE_SIZE);
  for (const { court: code, person } of rows)
    authorize(actor, 'signature.list', { court: code, recipients: [person] });
  await court.knowCourts(rows.map((row) => row.court));
  return { items: await signatureViews(court, rows), total: await db.$count(signature, mine) };
}

async function signatureViews(
  court: Court,
  rows: readonly SignatureRow[],
): Promise<SignatureView[]> {
  if (rows.length === 0) return [];
  const papers = await papersOf(court.store.db, rows);
  const filings = await filingsOf(court.store.db, rows);
  const keys = await keysOf(court.store.db, rows);
  const states = await chainStates(
    court.notary,
    rows.map((row) => row.recordId),
  );
  return Promise.all(
    rows.map(async (row) => {
      const paper = papers.get(row.recordId);
      const filed = filings.get(row.subject);
      return {
        ...{ recordId: row.recordId, court: courtName(court, row.court), event: row.event },
        signedAt: row.signedAt.toISOString(),
        ...(paper === undefined ? {} : { paper }),
        ...(filed === undefined ? {} : { filing: { id: filed.id, cause: filed.cause } }),
        asStaff: isStaffs(row, filed),
        key: keys.get(row.key) ?? { recordId: row.key, revoked: false },
        chain: await asOnLedger(court, row, states(row.recordId)),
      };
    }),
  );
}

function isStaffs({ purpose, event, person }: SignatureRow, filed: FilingRow | undefined): boolean {
  if (purpose === 'filing') return filed?.person !== person && event !== 'submitted';
  return purpose === 'document' || event === 'left';
}

/** The filings that were acted on, as far as row security still shows them. */
async function filingsOf(db: Db, rows: readonly SignatureRow[]): Promise<Map<string, FilingRow>> {
  const ids = rows.flatMap(({ purpose, subject }) => (purpose === 'filing' ? [subject] : []));
  if (ids.length === 0) return new Map();
  const found = await db.select().from(filing).where(inArray(filing.id, ids));
  return new Map(found.map((row) => [row.id, row]));
}

/** The paper of each signature by its record, as far as row security still shows it. */
async function papersOf(db: Db, rows: readonly SignatureRow[]) {
  const of = (purpose: SignatureRow['purpose']) =>
    rows.filter((row) => row.purpose === purpose).map((row) => row.recordId);
  const issued = await db
    .select({ recordId: signature.recordId, document, courtCase })
    .from(signature)
    .innerJoin(document, eq(document.id, signature.subject))
    .innerJoin(courtCase, eq(courtCase.id, document.caseId))
    .where(inArray(signature.recordId, of('document')));
  const answered = await db
    .select({ recordId: signature.recordId, document, courtCase, service, receipt })
    .from(signature)
    .innerJoin(service, eq(service.id, signature.subject))
    .innerJoin(document, eq(document.id, service.documentId))
    .innerJoin(courtCase, eq(courtCase.id, document.caseId))
    .leftJoin(receipt, eq(receipt.recordId, signature.recordId))
    .where(inArray(signature.recordId, of('receipt')));
  return new Map<string, NonNullable<SignatureView['paper']>>([
    ...issued.map((row) => [row.recordId, paperOf(row)] as const),
    ...answered.map(({ recordId, service: sent, receipt: made, ...row }) => {
      const capacity = made?.capacity ?? undefined;
      const more = { serviceId: sent.id, ...(capacity === undefined ? {} : { capacity }) };
      return [recordId, { ...paperOf(row), ...more }] as const;
    }),
  ]);
}

function paperOf(row: { readonly document: DocumentRow; readonly courtCase: CaseRow }) {
  const { id: documentId, title, number } = row.document;
  return { title, number, caseNumber: row.courtCase.caseNumber, documentId };
}

async function keysOf(db: Db, rows: readonly SignatureRow[]) {
  const ids = [...new Set(rows.map((row) => row.key))];
  const found = await db.select().from(signingKey).where(inArray(signingKey.recordId, ids));
  return new Map(
    found.map(({ recordId, notBefore, revokedAt }) => [
      recordId,
      { recordId, registeredAt: notBefore.toISOString(), revoked: revokedAt !== null },
    ]),
  );
}

/** The record's state, `differs` where the list says of the signature what the ledger does not. */
async function asOnLedger(court: Court, row: SignatureRow, state: ChainState): Promise<ChainState> {
  if (state.state !== 'recorded' && state.state !== 'proven') return state;
  const held = await unlessDown(readOrNull(court, row.recordId));
  if (held === undefined) return { ...state, state: 'unchecked' };
  return differing(state, differencesOf(row, held ?? undefined));
}

/** Null where the ledger has none, so that only a ledger that is down gives `undefined`. */
async function readOrNull({ chain }: Court, id: string): Promise<CourtRecord | null> {
  return (await chain.readRecord(id as RecordId)) ?? null;
}

function differencesOf(row: SignatureRow, record: CourtRecord | undefined): Difference[] {
  if (record?.kind !== row.purpose || !isSigned(record)) return ['record'];
  const facts: Partial<Record<Difference, boolean>> = {
    court: row.court === record.court,
    signer: row.key === record.key,
    actTime: row.signedAt.toISOString() === record.actTime,
    event: row.event === eventOf(record),
  };
  return DIFFERENCES.filter((name) => facts[name] === false);
}
