import { CunzhengError } from '@cunzheng/domain';
import type { Pool } from 'pg';
import type { Court } from '../context.ts';

/**
 * Refuses the database of the other mode with `MODE_DIFFERS`; nothing is written. The demo's people have passwords and
 * codes that everybody may know: a production that took their database over would be open to whoever has read this
 * source, and a demo started by mistake on a court's database would give them offices there. The demo plants its people
 * before anybody else can come, and only they have a hint.
 */
export async function demandMode(pool: Pool, mode: Court['mode']): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(`BEGIN; SELECT set_config('cunzheng.scope', 'house', true)`);
    const { rows } = await client.query(`SELECT to_regclass('court.person') IS NOT NULL AS made`);
    if (rows[0]?.made !== true) return;
    const people = await client.query<{ anybody: boolean; invented: boolean }>(
      `SELECT EXISTS (SELECT FROM court.person) AS anybody,
              EXISTS (SELECT FROM court.person WHERE hint <> '') AS invented`,
    );
    const { anybody = false, invented = false } = people.rows[0] ?? {};
    const fits = !anybody || invented === (mode === 'demo');
    if (!fits) throw new CunzhengError('MODE_DIFFERS', `it is not of ${mode}`);
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}
