import type { Court } from './context.ts';

/** The link that the QR on the paper holds; number and code stand behind #, so that no server log sees them. */
export function verifyUrl(court: Pick<Court, 'publicUrl'>, number: string, code: string): string {
  return `${verifyPageUrl(court)}#n=${encodeURIComponent(number)}&c=${code}`;
}

/** The verify page with nothing filled in. */
export function verifyPageUrl(court: Pick<Court, 'publicUrl'>): string {
  return `${court.publicUrl()}/verify`;
}
