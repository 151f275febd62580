import { demand, sha256Text, utf8 } from '@cunzheng/domain';
import { beijingTime, dayOf } from '@cunzheng/domain/deadlines';
import {
  type MadeFacts,
  makeAddressConfirmation,
  makeDeclaration,
  type PaperSlot,
} from '@cunzheng/domain/filing';
import { makePaper, type Paper } from '@cunzheng/domain/pleadings';
import { and, eq, isNotNull } from 'drizzle-orm';
import type { Actor } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import { type Court, courtName } from '../../context.ts';
import type { StoredFile } from '../../files/file-store.ts';
import { spellMissingGlyphs } from '../../pleadings/glyphs.ts';
import { makePleadingPdf } from '../../pleadings/pdf.ts';
import type { Db, Unit } from '../../store/store.ts';
import { type FilingPaperRow, type FilingRow, filingPaper } from '../../store/tables/filing.ts';
import { touch } from './begin.ts';
import { lockFor } from './load.ts';
import { insertPaper, takeOut } from './papers.ts';
import { formIn, gatheredFrom } from './pleading.ts';
import { type Said, saidNow, saidText } from './said.ts';
import { type FilingView, viewOf } from './views.ts';

/** A paper that is written from what the filing says. */
interface Wanted {
  readonly slot: PaperSlot;
  readonly paper: Paper;
  /** Digest of what it is made of: the same again needs no new file. */
  readonly madeFrom: string;
}

type Made = StoredFile & Wanted;

/**
 * Makes the papers that the court's own system writes, or makes them anew where what they say has changed: the pleading of
 * a filing with a form, 送达地址确认书 where an address was given, 诚信诉讼承诺书. They are papers of the filing like those that
 * are uploaded, so that each is in the tree that is signed. Throws `NOT_FOUND`, `STATE_UNFIT`, `FILING_CHANGED` when
 * another device writes meanwhile.
 */
export async function makePapers(house: Court, actor: Actor, id: string): Promise<FilingView> {
  const court = asActor(house, actor);
  await refreshMade(court, actor, id);
  return viewOf(court, actor, id);
}

/** As `makePapers`; gives the text of what the filing said when they were made. */
export async function refreshMade(court: Court, actor: Actor, id: string): Promise<string> {
  const { row, said, there } = await court.store.transaction(async (unit) => {
    const locked = await lockFor(unit, actor, id, 'edit');
    const now = await saidNow(court, unit.db, locked);
    return { row: locked, said: now, there: await madeOf(unit.db, id) };
  });
  await court.knowCourts([row.court]);
  const wanted = wantedPapers(court, actor, row, said);
  const stale = wanted.filter((each) => !isThere(there, each));
  const text = saidText(said);
  if (stale.length === 0 && there.length === wanted.length) return text;
  const files = await Promise.all(stale.map((each) => printed(court, each)));
  await court.store.transaction(async (unit) => {
    const locked = await lockFor(unit, actor, id, 'edit');
    demand(saidText(await saidNow(court, unit.db, locked)) === text, 'FILING_CHANGED');
    await exchange(court, unit, locked, { wanted, files });
    await touch(court, unit, id);
  });
  return text;
}

function wantedPapers(court: Court, actor: Actor, row: FilingRow, said: Said): Wanted[] {
  const day = dayOf(beijingTime(court.clock()));
  const { name } = courtName(court, row.court);
  const facts: MadeFacts = {
    ...{ courtName: name, cause: said.cause, kind: said.kind, day },
    ...{ capacity: said.capacity, signer: actor.name },
    applicants: said.parties.flatMap((party) => (party.side === 'applicant' ? [party.name] : [])),
  };
  const form = formIn(said);
  return [
    ...(form === undefined
      ? []
      : [
          wantedOf(
            'complaint',
            makePaper(form, gatheredFrom(form, said).answers, {
              ...{ courtName: name, today: day, signed: day },
            }),
          ),
        ]),
    ...(said.service === undefined
      ? []
      : [
          wantedOf(
            'serviceConfirmation',
            makeAddressConfirmation(facts, { ...said.service, eService: said.eService }),
          ),
        ]),
    wantedOf('declaration', makeDeclaration(facts)),
  ];
}

function wantedOf(slot: PaperSlot, paper: Paper): Wanted {
  const spelled = spellMissingGlyphs(paper);
  // Always built in the same order; the canonical form has no place for its fractions of a width.
  const madeFrom = sha256Text(utf8(JSON.stringify(spelled)));
  return { slot, paper: spelled, madeFrom };
}

function madeOf(db: Db, id: string): Promise<FilingPaperRow[]> {
  const here = and(eq(filingPaper.filing, id), eq(filingPaper.state, 'in'));
  return db
    .select()
    .from(filingPaper)
    .where(and(here, isNotNull(filingPaper.madeFrom)));
}

const isThere = (there: readonly FilingPaperRow[], { slot, madeFrom }: Wanted) =>
  there.some((row) => row.slot === slot && row.madeFrom === madeFrom);

async function printed(court: Court, wanted: Wanted): Promise<Made> {
  const bytes = await makePleadingPdf(wanted.paper, { time: new Date(court.clock()) });
  return { ...wanted, ...(await court.files.put(bytes)) };
}

/** New ones in the place of the old, and out with what is no longer wanted. The filing is locked. */
async function exchange(
  court: Court,
  unit: Unit,
  of: FilingRow,
  { wanted, files }: { readonly wanted: readonly Wanted[]; readonly files: readonly Made[] },
): Promise<void> {
  const there = await madeOf(unit.db, of.id);
  for (const old of there)
    if (!wanted.some(({ slot }) => slot === old.slot))
      await takeOut(court, unit, of, old.id, 'withdrawn');
  for (const { slot, paper, madeFrom, sha256, sm3, size } of files) {
    if (isThere(there, { slot, paper, madeFrom })) continue;
    // Written by ourselves: there is nothing to look for in it.
    const looked = { type: 'application/pdf', scan: 'clean' } as const;
    const file = { slot, name: paper.title, sha256, sm3, size, madeFrom, ...looked };
    const old = there.find((row) => row.slot === slot);
    await insertPaper(court, unit, of, file, old?.id);
  }
}
