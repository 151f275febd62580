import { useEffect, useState } from 'react';
import { ApiProblem } from '../api-client/problem.ts';
import type { Signing } from '../api-client/views.ts';

const LONGEST_LIFE_MS = 10 * 60_000;

/** Milliseconds from preparing to expiry, by the server's clock alone: a phone's may be wrong by hours. */
function lifeOf({ expiresAt, summary }: Signing): number {
  const prepared = summary.find(({ label }) => label === 'actTime')?.value ?? expiresAt;
  return Math.max(0, Date.parse(expiresAt) - Date.parse(prepared)) || LONGEST_LIFE_MS;
}

/** True once a prepared act can no longer be signed: its ten minutes are over, or the court's system said so. */
export function useExpired(signing: Signing | undefined, error: unknown): boolean {
  const [over, setOver] = useState<string>();
  useEffect(() => {
    if (signing === undefined) return;
    const end = setTimeout(() => setOver(signing.actId), lifeOf(signing));
    return () => clearTimeout(end);
  }, [signing]);
  const refused = error instanceof ApiProblem && error.code === 'SIGNING_EXPIRED';
  return refused || (signing !== undefined && over === signing.actId);
}
