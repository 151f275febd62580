import { randomUUID } from 'node:crypto';
import { CunzhengError, demand, recordId } from '@cunzheng/domain';
import { and, eq, inArray } from 'drizzle-orm';
import { type Actor, authorize } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import { type Court, courtName, courtOf } from '../../context.ts';
import { isDuplicate } from '../../store/faults.ts';
import {
  type CaseRow,
  courtCase,
  type DocumentRow,
  document,
  party,
  service,
} from '../../store/schema.ts';
import type { Unit } from '../../store/store.ts';
import { tell } from '../notices/tell.ts';
import { takeBackRefusedServices } from '../verification/mending.ts';
import { startReminders } from './clocks.ts';
import { buildServiceRecord, type ServiceFacts } from './records.ts';
import { SENDING_CHANNELS } from './state.ts';
import { type ServiceView, serviceViews } from './views.ts';

/** Recipients in one call: their records go into one ledger transaction. */
export const MAX_RECIPIENTS = 20;

/**
 * Sends an issued document to parties of its case. All or nothing.
 * Throws `NOT_FOUND` (a party of another case too), `NOT_PERMITTED`, `STATE_UNFIT` for a draft, `SERVICE_EXISTS`,
 * `ADDRESSEE_DIFFERS` for anybody but the one whom it is written to, `NOT_SUPPORTED` for a channel that this version
 * cannot send over. What is sent to a party without an account waits until he has linked the case.
 */
export async function sendServices(
  house: Court,
  actor: Actor,
  documentId: string,
  sending: { recipients: readonly string[]; channel: string },
): Promise<ServiceView[]> {
  const court = asActor(house, actor);
  const recipients = [...new Set(sending.recipients)];
  demand(recipients.length > 0 && recipients.length <= MAX_RECIPIENTS, 'INPUT_INVALID');
  demand(SENDING_CHANNELS.includes(sending.channel as 'platform'), 'NOT_SUPPORTED');
  const ids = await court.store
    .transaction((unit) => sendAll(court, unit, { actor, documentId, recipients }))
    .catch((error: unknown) => {
      throw isDuplicate(error)
        ? new CunzhengError('SERVICE_EXISTS', undefined, { cause: error })
        : error;
    });
  return serviceViews(court, inArray(service.id, ids), { staff: true });
}

async function sendAll(
  court: Court,
  unit: Unit,
  { actor, documentId, recipients }: { actor: Actor; documentId: string; recipients: string[] },
): Promise<string[]> {
  const { db, client } = unit;
  const [row] = await db.select().from(document).where(eq(document.id, documentId)).for('update');
  authorize(actor, 'document.serve', row);
  const parties = await db
    .select()
    .from(party)
    .where(and(eq(party.caseId, row.caseId), inArray(party.id, recipients)));
  demand(parties.length === recipients.length, 'NOT_FOUND', 'a recipient is no party of this case');
  const fits = row.addressee === null || recipients.every((id) => id === row.addressee);
  demand(fits, 'ADDRESSEE_DIFFERS');
  await takeBackRefusedServices(court, unit, documentId);
  const [facts] = await db.select().from(courtCase).where(eq(courtCase.id, row.caseId));
  const now = court.clock();
  const built = parties.map((each) =>
    buildOne({ document: row, courtCase: facts as CaseRow, party: each }, now),
  );
  await db.insert(service).values(built.map(({ values }) => ({ ...values, sentBy: actor.person })));
  await startReminders(
    court,
    unit,
    { document: row, courtCase: facts as typeof courtCase.$inferSelect },
    built.map(({ values }) => values),
  );
  await court.notary.record(client, {
    member: courtOf(court, row.court).member,
    records: built.map(({ record }) => record),
    openings: built.map(({ openings }) => openings),
  });
  for (const { values } of built) await tellServed(court, unit, facts as CaseRow, { row, values });
  await db
    .update(courtCase)
    .set({ updatedAt: new Date(now) })
    .where(eq(courtCase.id, row.caseId));
  return built.map(({ values }) => values.id);
}

/** 人民法院在线诉讼规则 32: whoever is served is told of it, by other ways than the document's own. */
export async function tellServed(
  court: Court,
  unit: Unit,
  { caseNumber }: CaseRow,
  { row, values }: { row: DocumentRow; values: { id: string; recipient: string | null } },
): Promise<void> {
  if (values.recipient === null) return;
  await tell(court, unit, {
    person: values.recipient,
    court: row.court,
    template: 'documentServed',
    values: { court: courtName(court, row.court).name, caseNumber, title: row.title },
    link: `/inbox/${values.id}`,
    about: `service/${values.id}`,
  });
}

function buildOne(facts: Omit<ServiceFacts, 'service'>, now: number) {
  const { record, openings } = buildServiceRecord(facts, 'platform', now);
  const values = {
    id: randomUUID(),
    court: facts.document.court,
    documentId: facts.document.id,
    partyId: facts.party.id,
    recipient: facts.party.person,
    channel: 'platform',
    state: 'sent' as const,
    sentAt: new Date(now),
    recordId: recordId(record),
  };
  return { record, openings, values };
}
