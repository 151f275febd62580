import { useEffect, useState } from 'react';
import { ApiProblem } from '../api-client/problem.ts';
import type { Signing } from '../api-client/views.ts';

/** True once a prepared act can no longer be signed: its ten minutes are over, or the court's system said so. */
export function useExpired(signing: Signing | undefined, error: unknown): boolean {
  const [over, setOver] = useState<string>();
  useEffect(() => {
    if (signing === undefined) return;
    const left = new Date(signing.expiresAt).getTime() - Date.now();
    const end = setTimeout(() => setOver(signing.actId), Math.max(0, left));
    return () => clearTimeout(end);
  }, [signing]);
  const refused = error instanceof ApiProblem && error.code === 'SIGNING_EXPIRED';
  return refused || (signing !== undefined && over === signing.actId);
}
