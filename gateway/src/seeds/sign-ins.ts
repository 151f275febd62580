import { demand } from '@cunzheng/domain';
import { eq } from 'drizzle-orm';
import { asHouse } from '../access/scoped.ts';
import { type Court, courtName } from '../context.ts';
import { codeAt, keepTotp } from '../flows/sign-in/totp.ts';
import { password, person, totp } from '../store/schema.ts';
import { DEMO_COURTS } from './demo.ts';
import { seedId } from './plant.ts';

/** Everybody may know it: invented people, on a machine that only its owner reaches. */
export const DEMO_PASSWORD = 'cunzheng-demo-2026';
export const DEMO_TOTP = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$Y3VuemhlbmctZGVtby0wMQ$fk6UtQGdFPAgKn4iyR8C8/YzH+DzLENh5LA2oCAZ/6k';

/** One of each court's staff can also be signed in as staff really are. */
const DEMO_SIGN_INS = DEMO_COURTS.map(({ short, code }) => ({
  account: `${short}-clerk`,
  court: code,
}));

/** Gives the demo's clerks a password and a second factor; what is there stays as it is. */
export async function plantSignIns(court: Court): Promise<void> {
  await asHouse(court, 'seed').store.transaction(async ({ db }) => {
    for (const { account } of DEMO_SIGN_INS) {
      const id = seedId(account);
      const row = { person: id, hash: HASH, changedAt: new Date(court.clock()) };
      const kept = await db.insert(password).values(row).onConflictDoNothing().returning();
      const has = (await db.$count(totp, eq(totp.person, id))) > 0;
      if (kept.length > 0 && !has) await keepTotp(court, db, id, DEMO_TOTP, 0);
    }
  });
}

/** What the demo shows beside the staff's sign-in. */
export interface DemoSignIn {
  readonly account: string;
  readonly name: string;
  readonly court: { readonly code: string; readonly name: string };
  readonly password: string;
  /** For an authenticator app. */
  readonly secret: string;
  /** The code of this moment. */
  readonly code: string;
}

/** Accounts and codes for trying the staff's sign-in. Throws `NOT_FOUND` in production. */
export async function demoSignIns(court: Court): Promise<DemoSignIn[]> {
  demand(court.mode === 'demo', 'NOT_FOUND');
  const { db } = asHouse(court, 'demo').store;
  const out: DemoSignIn[] = [];
  for (const { account, court: code } of DEMO_SIGN_INS) {
    const [row] = await db.select().from(person).where(eq(person.account, account));
    if (row === undefined) continue;
    const { name } = row;
    out.push({
      ...{ account, name, court: courtName(court, code), password: DEMO_PASSWORD },
      ...{ secret: DEMO_TOTP, code: codeAt(DEMO_TOTP, court.clock()) },
    });
  }
  return out;
}
