import { eq } from 'drizzle-orm';
import type { Clock } from '../context.ts';
import { listedCourt } from '../store/schema.ts';
import type { Store } from '../store/store.ts';
import { type KnownCourt, knownCourts } from './known.ts';
import { initialsOf, pinyinOf, placePinyinOf } from './pinyin.ts';

/** The row of a court in the directory. */
export function listedRow(known: KnownCourt, now: number): typeof listedCourt.$inferInsert {
  const syllables = known.pinyin ?? pinyinOf(known.name);
  const place = placePinyinOf(known);
  return {
    ...known,
    parent: known.parent ?? null,
    pinyin: syllables,
    initials: initialsOf(syllables),
    ...{ placePinyin: place, placeInitials: initialsOf(place) },
    updatedAt: new Date(now),
  };
}

/** Lists the courts that the product knows; what an administrator has corrected stays as he left it. */
export async function plantDirectory(store: Store, clock: Clock): Promise<void> {
  const rows = knownCourts().map((known) => listedRow(known, clock()));
  await store.db.insert(listedCourt).values(rows).onConflictDoNothing();
  await fillPlaces(store);
}

/** Courts that were listed before places had pinyin. */
async function fillPlaces({ db }: Store): Promise<void> {
  const rows = await db.select().from(listedCourt).where(eq(listedCourt.placePinyin, ''));
  for (const row of rows) {
    const placePinyin = placePinyinOf(row);
    if (placePinyin === '') continue;
    await db
      .update(listedCourt)
      .set({ placePinyin, placeInitials: initialsOf(placePinyin) })
      .where(eq(listedCourt.code, row.code));
  }
}
