import { CunzhengError, type Json } from '@cunzheng/domain';
import type { Actor } from '../../access/policy.ts';
import { type Court, courtOf } from '../../context.ts';
import type { Unit } from '../../store/store.ts';
import { type AuditAct, auditEntry } from '../../store/tables/audit.ts';

/** What somebody read, or was denied. */
export interface Looked {
  readonly court: string;
  readonly act: AuditAct;
  /** The thing in words that its own page shows: a document's number, a case's number; a denied request's method and route. */
  readonly thing: string;
  /** Name of the personal field. */
  readonly field?: string;
  /** Person whose data it is. */
  readonly about?: string | undefined;
  readonly caseId?: string | undefined;
}

/** What of an entry is hidden on its way to the chain, and sealed beside it. */
export interface Said {
  readonly name: string;
  /** Offices held, with spaces between: in that court, or else in another; `litigant` for none at all. */
  readonly office: string;
  /** Code of the other court whose official it was. */
  readonly from?: string;
  readonly thing: string;
  readonly field?: string;
  /** Names of those who are away and in whose offices he stood in 代理 just then. */
  readonly actingFor?: string;
}

/**
 * Writes into the log, in the reader's transaction, that he read a file or a personal field: who cannot be noted does
 * not read (个人信息保护法 51, 54). The entry is a leaf of the court's next batch. Returns its id.
 */
export async function noteLook(
  court: Pick<Court, 'notary' | 'courts' | 'vault' | 'clock'>,
  unit: Unit,
  actor: Actor,
  looked: Looked,
): Promise<string> {
  const said: Said = {
    ...{ name: actor.name, ...officeOf(actor, looked.court), thing: looked.thing },
    ...(looked.field === undefined ? {} : { field: looked.field }),
    ...actingFor(actor, looked.court),
  };
  const now = new Date(court.clock());
  const { member, code } = courtOf(court, looked.court);
  const hidden = hiddenOf(said, actor.person, looked);
  const leaf = { act: looked.act, time: now.toISOString(), hidden };
  const [id] = await court.notary.note(unit.client, { member, court: code, leaves: [leaf] });
  if (id === undefined) throw new CunzhengError('INTERNAL', 'a leaf without an id');
  await unit.db.insert(auditEntry).values({
    ...{ id, court: looked.court, at: now, act: looked.act, actor: actor.person },
    asStaff: said.office !== 'litigant' && said.from === undefined,
    ...{ about: looked.about ?? null, caseId: looked.caseId ?? null },
    sealed: court.vault.seal(JSON.stringify(said), placeOf(id)),
  });
  return id;
}

function actingFor({ offices }: Actor, court: string): Pick<Said, 'actingFor'> {
  const names = offices.flatMap((office) =>
    office.court === court && office.actingFor !== undefined ? [office.actingFor.name] : [],
  );
  return names.length === 0 ? {} : { actingFor: [...new Set(names)].join('、') };
}

function officeOf({ offices }: Actor, court: string): Pick<Said, 'office' | 'from'> {
  const here = offices.filter((office) => office.court === court);
  const from = here.length === 0 ? offices[0]?.court : undefined;
  const held = from === undefined ? here : offices.filter((office) => office.court === from);
  const office = held.map(({ role }) => role).join(' ') || 'litigant';
  return { office, ...(from === undefined ? {} : { from }) };
}

function hiddenOf(said: Said, person: string, { about, caseId }: Looked): Record<string, Json> {
  return {
    ...said,
    actor: person,
    ...(about === undefined ? {} : { about }),
    ...(caseId === undefined ? {} : { caseId }),
  };
}

/** Name, office and thing of an entry; `undefined` after an erasure. */
export function openSaid(
  { vault }: Pick<Court, 'vault'>,
  row: { readonly id: string; readonly sealed: string | null },
): Said | undefined {
  return row.sealed === null ? undefined : JSON.parse(vault.open(row.sealed, placeOf(row.id)));
}

function placeOf(id: string): string {
  return `audit/${id}`;
}
