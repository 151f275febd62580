import type { Clock } from '../context.ts';
import { listedCourt } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { type KnownCourt, knownCourts } from './known.ts';
import { initialsOf, pinyinOf } from './pinyin.ts';

/** The row of a court in the directory. */
export function listedRow(known: KnownCourt, now: number): typeof listedCourt.$inferInsert {
  const syllables = known.pinyin ?? pinyinOf(known.name);
  return {
    ...known,
    parent: known.parent ?? null,
    pinyin: syllables,
    initials: initialsOf(syllables),
    updatedAt: new Date(now),
  };
}

/** Lists the courts that the product knows; what an administrator has corrected stays as he left it. */
export async function plantDirectory(store: Store, clock: Clock): Promise<void> {
  const rows = knownCourts().map((known) => listedRow(known, clock()));
  await store.db.insert(listedCourt).values(rows).onConflictDoNothing();
}
