import { type SeenCheckpoint, toBase64Url } from '@cunzheng/domain';
import type { ChainView } from './context.ts';

/** The newest checkpoint as a signed record names it: the signature was not made before it. Nothing while the log is empty. */
export function seenCheckpoint(chain: Pick<ChainView, 'checkpoint'>): {
  checkpoint?: SeenCheckpoint;
} {
  const newest = chain.checkpoint()?.checkpoint;
  if (newest === undefined || newest.size === 0) return {};
  const root = toBase64Url(newest.root) as SeenCheckpoint['root'];
  return { checkpoint: { size: newest.size, root } };
}
