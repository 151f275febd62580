import { eventually } from '../house/house.ts';

/** Long enough on a machine that does other work besides; nothing here waits for a time to pass. */
const PATIENCE_MS = 120_000;

/** Looks again and again until it holds; throws, naming `what`, when it does not. */
export function comes(what: string, look: () => Promise<boolean>): Promise<void> {
  return eventually(what, look, PATIENCE_MS);
}
