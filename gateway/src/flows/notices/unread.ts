import { and, asc, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import { type Actor, courtsFor } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import { type Court, courtName } from '../../context.ts';
import { courtCase, document, person, service } from '../../store/schema.ts';
import { type Category, type NoticeRow, notice } from '../../store/tables/notices.ts';

/** Somebody whom every reminder missed: a person of the court has to reach him otherwise. */
export interface UnreadView {
  readonly id: string;
  readonly court: { readonly code: string; readonly name: string };
  readonly person: { readonly id: string; readonly name: string };
  readonly category: Category;
  readonly toldAt: string;
  readonly escalatedAt: string;
  readonly reminders: number;
  /** The document that was served, where it is one. */
  readonly document?: {
    readonly id: string;
    readonly title: string;
    readonly caseNumber: string;
  };
}

export const MAX_UNREAD = 200;

/** Of my courts: who has not read what he must be told in spite of every reminder, oldest first. Throws `NOT_PERMITTED`. */
export async function listUnread(house: Court, actor: Actor): Promise<UnreadView[]> {
  const courts = courtsFor(actor, 'notice.unread');
  const court = asActor(house, actor);
  const rows = await court.store.db
    .select({ notice, name: person.name })
    .from(notice)
    .innerJoin(person, eq(person.id, notice.person))
    .where(
      and(inArray(notice.court, courts), isNotNull(notice.escalatedAt), isNull(notice.stopped)),
    )
    .orderBy(asc(notice.escalatedAt))
    .limit(MAX_UNREAD);
  const documents = await documentsOf(
    court,
    rows.map((row) => row.notice),
  );
  return rows.map(({ notice: row, name }) => {
    const about = documents.get(row.about ?? '');
    return {
      id: row.id,
      court: courtName(court, row.court ?? ''),
      person: { id: row.person, name },
      category: row.category,
      toldAt: row.toldAt.toISOString(),
      escalatedAt: (row.escalatedAt ?? row.toldAt).toISOString(),
      reminders: row.step - 1,
      ...(about === undefined ? {} : { document: about }),
    };
  });
}

async function documentsOf({ store }: Court, rows: readonly NoticeRow[]) {
  const services = rows.flatMap(({ about }) => /^service\/(.+)$/.exec(about ?? '')?.[1] ?? []);
  const found = await store.db
    .select({
      service: service.id,
      id: document.id,
      title: document.title,
      caseNumber: courtCase.caseNumber,
    })
    .from(service)
    .innerJoin(document, eq(document.id, service.documentId))
    .innerJoin(courtCase, eq(courtCase.id, document.caseId))
    .where(inArray(service.id, services));
  return new Map<string, NonNullable<UnreadView['document']>>(
    found.map(({ service: id, ...about }) => [`service/${id}`, about]),
  );
}
