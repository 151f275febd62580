import { sql } from 'drizzle-orm';
import type { Db } from '../../store/store.ts';

/**
 * The court and those above it to which appeals go, nearest first. A court that is not in the directory stands alone.
 * What a higher court has set for those below it counts where a court has set nothing itself.
 */
export async function courtLine(db: Db, code: string): Promise<readonly string[]> {
  const { rows } = await db.execute<{ code: string }>(sql`
    WITH RECURSIVE line AS (
      SELECT ${code}::text AS code, 0 AS height
      UNION ALL
      SELECT l.parent, line.height + 1 FROM line JOIN court.listed_court l ON l.code = line.code
      WHERE l.parent IS NOT NULL AND line.height < 8
    )
    SELECT code FROM line ORDER BY height`);
  return [...new Set(rows.map((row) => row.code))];
}
