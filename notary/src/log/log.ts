import { join } from 'node:path';
import { CunzhengError, logOrigin } from '@cunzheng/domain';
import { CheckpointStore, type Checkpoints } from './checkpoint-store.ts';
import { FollowingLog } from './following-log.ts';
import { LogTree } from './log-tree.ts';
import type { LogOptions, NotaryLog } from './notary-log.ts';

/**
 * Opens the log, takes what the ledger has meanwhile, compares the auditors' memories with it and goes on following.
 * A ledger or log that was rolled back opens with an alarm (`AUDITOR_ROLLED_BACK`) and signs nothing.
 * Throws `LOG_CORRUPT` when stored files do not hang together, `LEDGER_LOCKED` when another process has the log open,
 * `CONFIG_INVALID` when the trust file is of another network.
 */
export async function openLog(options: LogOptions): Promise<NotaryLog> {
  return openOver(options, () => CheckpointStore.open(options.dir, options.keptLines));
}

/** As `openLog`, with the checkpoints that `openCheckpoints` gives. */
export async function openOver(
  options: LogOptions,
  openCheckpoints: (tree: LogTree) => Promise<Checkpoints>,
): Promise<FollowingLog> {
  const { ledger, trust } = options;
  const origin = logOrigin(ledger.channel, ledger.network);
  const expected = trust.editions[0]?.edition.origin;
  if (expected !== origin)
    throw new CunzhengError('CONFIG_INVALID', `trust file is for ${expected}, ledger is ${origin}`);
  const tree = await LogTree.open(join(options.dir, 'tree'), origin);
  const checkpoints = await openCheckpoints(tree).catch(async (error) => {
    await tree.close();
    throw error;
  });
  const log = new FollowingLog(options, { origin, tree, checkpoints });
  try {
    await log.start();
    return log;
  } catch (error) {
    await log.close();
    throw error;
  }
}
