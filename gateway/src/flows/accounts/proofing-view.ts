import { type IdentityDocument, maskNumber } from '@cunzheng/domain/identity';
import { and, desc, eq } from 'drizzle-orm';
import type { Level } from '../../access/levels.ts';
import { type Court, courtName } from '../../context.ts';
import type { Unit } from '../../store/store.ts';
import {
  identityPhoto,
  type ProofingRow,
  providerCall,
  type ReviewRow,
  review,
} from '../../store/tables/accounts.ts';
import { withClocks } from './look-clock.ts';
import { machinesFor } from './machines.ts';
import { MAX_MACHINE_TRIES, sidesNeeded } from './proofing.ts';
import { rowOf, stepping, type Who } from './proofing-row.ts';
import {
  levelOf,
  PROOFING_STEPS,
  type ReviewField,
  type SettledBy,
  type Step,
  stepOf,
} from './steps.ts';
import { IDENTITY_NOTICE, REGISTRATION_RULES, type ReadText } from './texts.ts';

export interface StepView {
  readonly step: Step;
  readonly gives: Level;
  readonly state: 'done' | 'current' | 'open' | 'forReview';
  readonly by?: SettledBy;
}

/** Where somebody stands on the way to 已认证, as he himself sees it. */
export interface ProofingView {
  readonly step: Step | 'review' | 'done' | 'refused';
  readonly level: Level;
  readonly steps: readonly StepView[];
  readonly kind?: 'person' | 'organisation';
  readonly court?: { readonly code: string; readonly name: string };
  readonly document?: IdentityDocument;
  readonly name?: string;
  /** Masked. */
  readonly number?: string;
  readonly contested: boolean;
  readonly photos: readonly { readonly side: string; readonly takenAt: string }[];
  readonly photosNeeded: readonly string[];
  /** Why the last machine settled nothing. */
  readonly trouble?: string;
  readonly triesLeft: number;
  /** Whether a portrait was begun at the provider's and has no result yet. */
  readonly portraitPending: boolean;
  /** Whether a machine can compare portraits for this document. */
  readonly portraitByMachine: boolean;
  /** Whether the unified identity platform can settle what is left, for this document. */
  readonly byUnified: boolean;
  readonly review?: ReviewOfMine;
  readonly rules: ReadText;
  readonly notice: ReadText;
  readonly noticeSignedAt?: string;
  readonly doneAt?: string;
}

type Standing = Pick<ProofingView, 'step' | 'level' | 'steps' | 'contested'>;

export interface ReviewOfMine {
  readonly state: ReviewRow['state'];
  readonly askedAt: string;
  readonly dueAt: string;
  readonly decidedAt?: string;
  readonly reasons: readonly { readonly field: ReviewField; readonly reason: string }[];
  readonly words?: string;
}

/** The person's own view; his proofing begins here if it has not. */
export function readProofing(court: Court, who: Who): Promise<ProofingView> {
  return stepping(court, who, async (unit) => {
    const row = await rowOf(court, unit.db, who.person);
    const last = await lastReview(unit, who.person);
    return {
      ...standing(row, last),
      ...(await identityIn(court, row)),
      ...(await machinesIn(court, unit, row)),
      ...(last === undefined ? {} : { review: reviewOfMine(last) }),
      rules: REGISTRATION_RULES,
      notice: IDENTITY_NOTICE,
      ...instant('noticeSignedAt', row.noticeSignedAt),
      ...instant('doneAt', row.doneAt),
    };
  });
}

function standing(row: ProofingRow, last: ReviewRow | undefined): Standing {
  const reached = stepOf(row.results);
  const step = reached === 'review' && last?.state === 'refused' ? 'refused' : reached;
  const steps = PROOFING_STEPS.map(({ step: name, gives }) => {
    const by = row.results[name];
    const state = by === undefined ? (name === step ? 'current' : 'open') : settledState(by);
    return { step: name, gives, state, ...(by === undefined ? {} : { by }) } as const;
  });
  return { step, level: levelOf(row.results), steps, contested: row.contested };
}

function settledState(by: SettledBy): 'forReview' | 'done' {
  return by === 'forReview' ? 'forReview' : 'done';
}

async function identityIn(court: Court, row: ProofingRow) {
  const { person, kind, document, nameSealed, numberSealed } = row;
  if (row.court !== null) await court.knowCourts([row.court]);
  const named = nameSealed !== null && numberSealed !== null && document !== null;
  return {
    ...(kind === null ? {} : { kind }),
    ...(row.court === null ? {} : { court: courtName(court, row.court) }),
    ...(named
      ? {
          document: document as IdentityDocument,
          name: court.vault.open(nameSealed, `proofing.name/${person}`),
          number: maskNumber(
            document as IdentityDocument,
            court.vault.open(numberSealed, `proofing.number/${person}`),
          ),
        }
      : {}),
  };
}

async function machinesIn(court: Court, { db }: Unit, row: ProofingRow) {
  const { person, document, trouble, attempts } = row;
  const machines = await machinesFor(court, { db }, row);
  const photos = await db.select().from(identityPhoto).where(eq(identityPhoto.person, person));
  const pending = and(
    eq(providerCall.person, person),
    eq(providerCall.service, 'portrait'),
    eq(providerCall.state, 'asked'),
  );
  return {
    photos: photos.map(({ side, takenAt }) => ({ side, takenAt: takenAt.toISOString() })),
    photosNeeded: document === null ? [] : sidesNeeded(document as IdentityDocument),
    ...(trouble === null ? {} : { trouble }),
    triesLeft: Math.max(0, MAX_MACHINE_TRIES - attempts),
    portraitPending: (await db.$count(providerCall, pending)) > 0,
    portraitByMachine: machines.portrait !== undefined,
    byUnified: machines.unified !== undefined,
  };
}

async function lastReview({ db }: Unit, person: string): Promise<ReviewRow | undefined> {
  const [row] = await db
    .select()
    .from(review)
    .where(eq(review.person, person))
    .orderBy(desc(review.askedAt))
    .limit(1);
  return row === undefined ? undefined : (await withClocks(db, [row]))[0];
}

function reviewOfMine(row: ReviewRow): ReviewOfMine {
  return {
    state: row.state,
    askedAt: row.askedAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    ...instant('decidedAt', row.decidedAt),
    reasons: row.reasons,
    ...(row.words === null ? {} : { words: row.words }),
  };
}

/** A time under its name, or nothing. */
function instant<Name extends string>(name: Name, at: Date | null): Partial<Record<Name, string>> {
  return at === null ? {} : ({ [name]: at.toISOString() } as Partial<Record<Name, string>>);
}
