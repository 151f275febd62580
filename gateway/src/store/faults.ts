import { CunzhengError } from '@cunzheng/domain';

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '53300',
]);

/** What pg says of a connection that ended, for which it has no code. */
const ENDED =
  /connection terminated|timeout exceeded when trying to connect|connection ended|not queryable/i;

/**
 * The coded form of a fault of database or disk: `DATABASE_UNAVAILABLE`, `DISK_FULL`; `undefined` for anything else,
 * which is a mistake of ours and stays one.
 */
export function storeFault(error: unknown): CunzhengError | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const code = String((at as { code?: unknown }).code ?? '');
    const system = typeof (at as { syscall?: unknown }).syscall === 'string';
    if (code === '53100' || code === 'ENOSPC' || code === 'EDQUOT') {
      return new CunzhengError('DISK_FULL', 'no room left', { cause: error });
    }
    if (code.startsWith('08') || isUnreachable(code, system, at.message)) {
      return new CunzhengError('DATABASE_UNAVAILABLE', 'the database does not answer', {
        cause: error,
      });
    }
  }
  return undefined;
}

function isUnreachable(code: string, system: boolean, message: string): boolean {
  // A missing file is ENOENT too; only a missing socket concerns the database.
  if (code === 'ENOENT') return system && message.startsWith('connect ');
  return UNREACHABLE.has(code) || ENDED.test(message);
}

/** True for a second row where one may stand (unique violation). */
export function isDuplicate(error: unknown): boolean {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if ((at as { code?: unknown }).code === '23505') return true;
  }
  return false;
}
