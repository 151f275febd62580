import { join } from 'node:path';
import { readSignedTree } from '../log/auditor.ts';
import { readNewestCheckpoint } from '../log/checkpoint-store.ts';
import { readState } from '../log/state.ts';
import { attempt } from './ground.ts';
import { LogCheck } from './log-check.ts';
import { CheckpointsToCheck } from './past-checkpoints.ts';
import type { Findings } from './report.ts';
import { StoredTiles } from './stored-tiles.ts';

/** What a member's auditor keeps on this machine. */
export interface AuditorFiles {
  readonly member: string;
  /** Directory of its log. */
  readonly dir: string;
  /** What it signed last, beside its key. */
  readonly statePath: string;
}

/**
 * An auditor's log, to be compared with the blocks: its tiles, its size and root, the checkpoint and the memory of its
 * key. Past checkpoints and the index are its own while it runs, and are left to the member.
 */
export async function readAuditorLog(
  { member, dir, statePath }: AuditorFiles,
  findings: Findings,
): Promise<LogCheck> {
  const own = findings.of(`auditor of ${member}`);
  // From the outside in, so that each is at least as new as the one before.
  const tree = await attempt(own, 'auditor', 'its key’s state', () => readSignedTree(statePath));
  const checkpoint = await attempt(own, 'checkpoint', 'log/checkpoint', () =>
    readNewestCheckpoint(dir),
  );
  const state = await attempt(own, 'log', 'log/tree/state.json', () =>
    readState(join(dir, 'tree', 'state.json')),
  );
  if (state === undefined) own.skip('log', 'there is none yet, or its state is damaged');
  const auditors = tree !== undefined && tree.size > 0 ? [{ member, tree }] : [];
  return new LogCheck({
    ground: { trust: undefined, auditors, checkpoint, state },
    tiles: new StoredTiles(join(dir, 'tree'), own),
    past: new CheckpointsToCheck(none(), undefined),
    findings: own,
  });
}

async function* none(): AsyncGenerator<[string, string]> {
  // Nothing to compare.
}
