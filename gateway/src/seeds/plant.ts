import { createHash } from 'node:crypto';
import { formatCaseNumber } from '@cunzheng/domain';
import type { Clock } from '../context.ts';
import { approve, STEPS } from '../flows/accounts/steps.ts';
import { random128 } from '../salt.ts';
import { court, courtCase, party, person, staffRole } from '../store/schema.ts';
import type { Db, Store } from '../store/store.ts';
import { proofing } from '../store/tables/accounts.ts';
import {
  DEMO_APPROVER,
  DEMO_CASES,
  DEMO_COURTS,
  DEMO_LITIGANTS,
  DEMO_OFFICIALS,
  DEMO_SUPREME,
  DEMO_YEAR,
  type SeedCase,
} from './demo.ts';

/** A UUID that is the same at every start, so that seeding twice changes nothing. */
export function seedId(name: string): string {
  const bytes = createHash('sha256').update(`cunzheng seed ${name}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}

/** Plants courts, people and cases of the demo; what is there stays as it is. */
export async function plantDemo(store: Store, clock: Clock): Promise<void> {
  await store.transaction(async ({ db }) => {
    await plantCourts(db);
    await plantPeople(db);
    for (const seed of DEMO_CASES) await plantCase(db, seed, clock());
  });
}

async function plantCourts(db: Db): Promise<void> {
  const rows = [...DEMO_COURTS, DEMO_SUPREME].map(({ code, name, member }) => ({
    code,
    name,
    member,
    systemTag: random128(),
  }));
  await db.insert(court).values(rows).onConflictDoNothing();
}

async function plantPeople(db: Db): Promise<void> {
  const officials = [...DEMO_OFFICIALS, DEMO_APPROVER];
  const people = [...officials, ...DEMO_LITIGANTS].map(({ account, name, hint }) => ({
    id: seedId(account),
    account,
    name,
    hint,
    staffAccount: officials.some((official) => official.account === account),
  }));
  await db.insert(person).values(people).onConflictDoNothing();
  await db.insert(proofing).values(DEMO_LITIGANTS.map(proofedSeed)).onConflictDoNothing();
  const offices = officials.map((each) => ({
    court: each.court,
    person: seedId(each.account),
    role: each.role,
    tag: random128(),
    // Long ago: a machine whose clock is set back a day still has its officials.
    startsAt: new Date(Date.UTC(DEMO_YEAR, 0, 1)),
  }));
  await db.insert(staffRole).values(offices).onConflictDoNothing();
}

/** Litigants of the demo count as proofed by a clerk; they have no number. */
function proofedSeed({ account }: { readonly account: string }) {
  const at = new Date(Date.UTC(DEMO_YEAR, 0, 1));
  const results = approve(Object.fromEntries(STEPS.map((step) => [step, 'forReview'])));
  return {
    ...{ person: seedId(account), court: DEMO_COURTS[0].code, kind: 'person' as const, results },
    ...{ attended: true, startedAt: at, doneAt: at },
  };
}

async function plantCase(db: Db, seed: SeedCase, now: number): Promise<void> {
  const { court: code, serial, title } = seed;
  const caseNumber = formatCaseNumber({ year: DEMO_YEAR, court: code, type: '民初', serial });
  const id = seedId(caseNumber);
  await db
    .insert(courtCase)
    .values({ id, court: code, caseNumber, title, tag: random128(), updatedAt: new Date(now) })
    .onConflictDoNothing();
  const parties = seed.parties.map(([side, account]) => ({
    id: seedId(`${caseNumber} ${account}`),
    court: code,
    caseId: id,
    person: seedId(account),
    name: DEMO_LITIGANTS.find((each) => each.account === account)?.name as string,
    side,
    tag: random128(),
    agentTag: random128(),
  }));
  await db.insert(party).values(parties).onConflictDoNothing();
}
