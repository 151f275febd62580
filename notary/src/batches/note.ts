import { randomBytes } from 'node:crypto';
import { behaviourBytes, type Json, type LeafId, makeBehaviour, utf8Text } from '@cunzheng/domain';
import type { SqlClient } from '../outbox/outbox.ts';
import type { Sealing } from '../sealing.ts';
import { insertLeaves } from './leaf-table.ts';
import { leafHashOf } from './tree.ts';

/** One everyday behaviour, as a flow tells it. */
export interface NotedBehaviour {
  /** What was done: `person.read`. Stands in the leaf as it is, so it names nobody. */
  readonly act: string;
  /** When, as a record time. */
  readonly time: string;
  /** Who, to whom, what: each hidden under a salt of its own; at least one. */
  readonly hidden: Readonly<Record<string, Json>>;
}

/** Behaviours of one court. */
export interface Noting {
  /** Member on whose behalf: the one that hosts the court. */
  readonly member: string;
  readonly court: string;
  readonly leaves: readonly NotedBehaviour[];
}

/**
 * Writes behaviours as leaves in the caller's transaction and does nothing else. Returns their ids in the same order.
 * Throws `LEAF_MALFORMED`, `LEAF_TOO_LARGE`.
 */
export async function noteLeaves(
  tx: SqlClient,
  { member, court, leaves }: Noting,
  madeAt: number,
  sealing?: Sealing,
): Promise<LeafId[]> {
  if (leaves.length === 0) return [];
  const rows = leaves.map(({ act, time, hidden }) => {
    const { behaviour, openings } = makeBehaviour({ court, time, act }, hidden, randomSalt);
    const body = utf8Text(behaviourBytes(behaviour));
    return { id: leafHashOf(body).toString('base64url') as LeafId, body, openings };
  });
  await insertLeaves(tx, { member, court }, rows, madeAt, sealing);
  return rows.map(({ id }) => id);
}

function randomSalt(): string {
  return randomBytes(16).toString('base64url');
}
