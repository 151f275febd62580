import { randomInt, randomUUID } from 'node:crypto';
import { and, eq, isNull, or } from 'drizzle-orm';
import type { Court } from '../../context.ts';
import type { Unit } from '../../store/store.ts';
import { notice, type Stop } from '../../store/tables/notices.ts';
import { newestTemplate, type TemplateName } from './templates/index.ts';
import { demandValues, type NoticeValues } from './words.ts';

/** What somebody is told. */
export interface Telling {
  readonly person: string;
  /** Code of the court that tells; absent for what is no court's, which only the person himself or the house may tell. */
  readonly court?: string;
  readonly template: TemplateName;
  /** One for each place of the template's words. */
  readonly values: NoticeValues;
  /** Path of this site where the thing itself is, such as `/inbox/<id>`. */
  readonly link?: string;
  /** What it speaks of, such as `service/<id>`; `settleNotices` and `readNoticesAbout` name it. */
  readonly about?: string;
  /** Reminded of until it is read. Absent: as the template says. */
  readonly demanded?: boolean;
  /** When reminding ends by itself. */
  readonly endsAt?: Date;
  /** Id of an earlier notice, or what earlier ones were about: nobody is reminded of them any more. */
  readonly replaces?: string;
}

type Sealing = Pick<Court, 'vault' | 'clock'>;

const DIGITS = 10;

/**
 * Tells a person something: the notice is in his inbox when the caller's transaction commits, and the sweep then sends
 * messages over other channels. Returns the notice's id. Row security lets an official tell for his courts, a party
 * within the courts of his cases, everybody himself, and the house anyone. Throws `TypeError` for values that do not
 * fit the template or a link that is no path of ours.
 */
export async function tell(court: Sealing, unit: Unit, telling: Telling): Promise<string> {
  const template = newestTemplate(telling.template);
  demandValues(template, telling.values);
  demandPath(telling.link);
  const id = randomUUID();
  const now = new Date(court.clock());
  if (telling.replaces !== undefined) await stop(unit, telling.replaces, 'replaced');
  await unit.db.insert(notice).values({
    id,
    court: telling.court ?? null,
    person: telling.person,
    template: telling.template,
    version: template.version,
    category: template.category,
    sealedValues: court.vault.seal(JSON.stringify(telling.values), valuesPlace(id)),
    link: telling.link ?? null,
    about: telling.about ?? null,
    demanded: telling.demanded ?? template.reminded === true,
    digits: checkDigits(),
    toldAt: now,
    endsAt: telling.endsAt ?? null,
    nextAt: now,
  });
  return id;
}

/** What a notice was about is done: nobody is reminded of it any more. */
export async function settleNotices(unit: Pick<Unit, 'db'>, about: string): Promise<void> {
  await stop(unit, about, 'settled');
}

async function stop({ db }: Pick<Unit, 'db'>, which: string, stopped: Stop): Promise<void> {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(which);
  await db
    .update(notice)
    .set({ stopped, nextAt: null })
    .where(
      and(
        isNull(notice.stopped),
        or(eq(notice.about, which), isId ? eq(notice.id, which) : undefined),
      ),
    );
}

/** A place in the vault: values moved to another notice do not open. */
export function valuesPlace(id: string): string {
  return `notice/${id}`;
}

/** Only paths of this site: a notice must never lead astray. */
function demandPath(link: string | undefined): void {
  if (link !== undefined && !/^\/(?![/\\])/.test(link)) throw new TypeError('no path of this site');
}

/** Digits for the message, too many to be tried over a counter that is throttled. */
function checkDigits(): string {
  return Array.from({ length: DIGITS }, () => randomInt(10)).join('');
}
