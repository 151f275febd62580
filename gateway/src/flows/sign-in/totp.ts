import { randomBytes } from 'node:crypto';
import { demand } from '@cunzheng/domain';
import { and, eq, isNull, lt } from 'drizzle-orm';
import { Secret, TOTP } from 'otpauth';
import type { Court } from '../../context.ts';
import { recoveryCode, totp } from '../../store/schema.ts';
import type { Db } from '../../store/store.ts';

const PERIOD_S = 30;
const SECRET_BYTES = 20;
const RECOVERY_CODES = 10;
/** Without those that look alike. */
const LETTERS = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';

/** A new secret and what an authenticator app reads from the QR code. */
export interface NewTotp {
  /** Base32, for typing. */
  readonly secret: string;
  readonly uri: string;
}

export function newTotp(account: string): NewTotp {
  const secret = new Secret({ buffer: new Uint8Array(randomBytes(SECRET_BYTES)).buffer }).base32;
  return { secret, uri: generator(secret, account).toString() };
}

function generator(secret: string, account: string): TOTP {
  return new TOTP({ issuer: '存证', label: account, secret, period: PERIOD_S, digits: 6 });
}

/** The time step whose code this is, one before or after now at most; `undefined` for none. */
export function stepOfCode(secret: string, code: string, now: number): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const delta = generator(secret, '').validate({ token: code, timestamp: now, window: 1 });
  return delta === null ? undefined : Math.floor(now / 1000 / PERIOD_S) + delta;
}

/** The code of this moment, for the demo's screen and for tests. */
export function codeAt(secret: string, now: number): string {
  return generator(secret, '').generate({ timestamp: now });
}

const placeOf = (person: string) => `totp/${person}`;

/** Keeps a secret, sealed, with the step of the code that showed it works. */
export async function keepTotp(
  { vault, clock }: Pick<Court, 'vault' | 'clock'>,
  db: Db,
  person: string,
  secret: string,
  lastStep: number,
): Promise<void> {
  const row = { secret: vault.seal(secret, placeOf(person)), lastStep, madeAt: new Date(clock()) };
  await db
    .insert(totp)
    .values({ person, ...row })
    .onConflictDoUpdate({ target: totp.person, set: row });
}

/** Whether the code is this person's and was not used before; of two that come at once with it, one is believed. */
export async function useTotp(
  { vault, clock }: Pick<Court, 'vault' | 'clock'>,
  db: Db,
  person: string,
  code: string,
): Promise<boolean> {
  const [row] = await db.select().from(totp).where(eq(totp.person, person));
  if (row === undefined) return false;
  const step = stepOfCode(vault.open(row.secret, placeOf(person)), code, clock());
  if (step === undefined) return false;
  const used = await db
    .update(totp)
    .set({ lastStep: step })
    .where(and(eq(totp.person, person), lt(totp.lastStep, step)))
    .returning({ person: totp.person });
  return used.length === 1;
}

const plainCode = (code: string) => code.toUpperCase().replace(/[^A-Z0-9]/g, '');
const digestOf = (court: Pick<Court, 'vault'>, person: string, code: string) =>
  court.vault.digest('recovery-code', `${person}\0${plainCode(code)}`);

/** Ten new codes that each work once instead of the second factor; those before work no more. Shown once, kept as digests. */
export async function renewRecoveryCodes(
  court: Pick<Court, 'vault'>,
  db: Db,
  person: string,
): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
  await db.delete(recoveryCode).where(eq(recoveryCode.person, person));
  await db
    .insert(recoveryCode)
    .values(codes.map((code) => ({ person, hash: digestOf(court, person, code) })));
  return codes;
}

function newRecoveryCode(): string {
  // 30 letters do not divide 256: bytes beyond the last whole round are drawn again.
  const letters: string[] = [];
  while (letters.length < 12) {
    const [byte] = randomBytes(1) as unknown as [number];
    if (byte < 240) letters.push(LETTERS[byte % LETTERS.length] as string);
  }
  return [letters.slice(0, 4), letters.slice(4, 8), letters.slice(8)]
    .map((four) => four.join(''))
    .join('-');
}

/** Whether this is one of the person's unused codes; it is used then. */
export async function useRecoveryCode(
  court: Pick<Court, 'vault' | 'clock'>,
  db: Db,
  person: string,
  code: string,
): Promise<boolean> {
  demand(code.length <= 40, 'SIGN_IN_CODE_WRONG');
  const used = await db
    .update(recoveryCode)
    .set({ usedAt: new Date(court.clock()) })
    .where(
      and(
        eq(recoveryCode.person, person),
        eq(recoveryCode.hash, digestOf(court, person, code)),
        isNull(recoveryCode.usedAt),
      ),
    )
    .returning({ hash: recoveryCode.hash });
  return used.length === 1;
}
