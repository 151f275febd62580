import type { Court } from './context.ts';

/** The link that the QR on the paper holds; number and code stand behind #, so that no server log sees them. */
export function verifyUrl(court: Pick<Court, 'publicUrl'>, number: string, code: string): string {
  return `${court.publicUrl()}/verify#n=${encodeURIComponent(number)}&c=${code}`;
}
