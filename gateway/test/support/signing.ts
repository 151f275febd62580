import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { Actor } from '../../src/access/policy.ts';
import type { Court } from '../../src/context.ts';
import type { Signing as Prepared } from '../../src/flows/signing/prepare.ts';
import { type SignedAct, signAct } from '../../src/flows/signing/sign.ts';
import { pointOf } from '../../src/keys/es256.ts';

/** A key as a browser makes it for one sitting. */
export interface SittingKey {
  readonly point: string;
  readonly privateKey: KeyObject;
}

/** A fresh key. */
export function sittingKey(): SittingKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { point: pointOf(publicKey), privateKey };
}

/** Signature over a prepared act, as a browser gives it. */
export function signatureOf({ privateKey }: SittingKey, { message }: Prepared): string {
  const options = { key: privateKey, dsaEncoding: 'ieee-p1363' } as const;
  return sign('sha256', Buffer.from(message, 'base64url'), options).toString('base64url');
}

/** Prepares with a fresh key, signs and hands in. */
export async function signed(
  court: Court,
  actor: Actor,
  prepare: (key: { readonly point: string }) => Promise<Prepared>,
): Promise<SignedAct> {
  const key = sittingKey();
  const prepared = await prepare({ point: key.point });
  return signAct(court, actor, prepared.actId, signatureOf(key, prepared));
}
