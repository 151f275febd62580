import type { TrustFile } from '@cunzheng/domain';
import type { Clock, Ledger } from '../ledger/port.ts';
import { type AuditorKey, rawPublicKey } from '../log/auditor.ts';
import { localAuditors } from '../log/cosigner.ts';
import { openLog } from '../log/log.ts';
import { auditorKey } from '../log/misconduct.ts';
import type { NotaryLog } from '../log/notary-log.ts';
import type { Logger } from '../logger.ts';

export interface AuditorOptions {
  /** The member's own peer, nobody else's. */
  readonly ledger: Pick<Ledger, 'network' | 'channel' | 'height' | 'follow'>;
  /** Directory of its log; its key and what the key signed last lie elsewhere. */
  readonly dir: string;
  readonly key: AuditorKey;
  readonly trust: TrustFile;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/**
 * A member's auditor: rebuilds the log from its own peer and signs the end of every block that adds entries, each twice.
 * All auditors so sign the same sizes, whoever asks. Its checkpoints carry its own two lines alone.
 * Throws as `openLog`.
 */
export function openAuditor(options: AuditorOptions): Promise<NotaryLog> {
  const { key, trust } = options;
  const counts = (size: number) => isAuditorAt(trust, key, size);
  return openLog({
    ...options,
    cosigners: localAuditors([key]),
    // Below the first size of its edition a new key signs nothing: there the former one counts.
    needed: (size) => (counts(size) ? 1 : Number.POSITIVE_INFINITY),
    everyBlock: true,
    keptLines: 'all',
    intervalMs: 0,
  });
}

/** Whether this key is the member's in the edition that judges a size. */
function isAuditorAt(trust: TrustFile, { member, key }: AuditorKey, size: number): boolean {
  const named = auditorKey(trust, member, size);
  return named?.key === Buffer.from(rawPublicKey(key)).toString('base64url');
}
