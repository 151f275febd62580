import t from 'tap';
import { RETENTION_RULES, sweepRetention } from '../../src/flows/personal-data/retention.ts';
import { openTestCourt } from '../support/court.ts';
import { plantEverywhere } from '../support/plant-everywhere.ts';

const opened = await openTestCourt();
t.teardown(() => opened.close());
const { court, pool } = opened;
const YEAR_MS = 366 * 24 * 3_600_000;

t.test(
  'what nobody has read, settled or decided is kept; the rest goes, each in its time',
  async (t) => {
    await plantEverywhere(pool);
    await pool.query('UPDATE court.proofing SET done_at = now()');
    t.strictSame(await sweepRetention(court), {}, 'today nothing is due');
    for (const text of [
      'UPDATE court.recovery SET settled_at = now()',
      'UPDATE court.provider_call SET settled_at = now()',
      'UPDATE court.notice SET read_at = now()',
      `INSERT INTO court.notice (id, person, template, version, category, sealed_values, demanded, digits, told_at, read_at)
     SELECT gen_random_uuid(), person, template, version, category, 's', false, '1234567891', now(), now()
     FROM court.notice LIMIT 1`,
      `UPDATE court.claim SET state = 'draft'`,
    ])
      await pool.query(text);
    const later = { ...court, clock: () => court.clock() + 4 * YEAR_MS };
    const removed = await sweepRetention(later);
    t.strictSame(Object.keys(removed).sort(), RETENTION_RULES.map(({ name }) => name).sort());
    t.strictSame(await sweepRetention(later), {}, 'once');
  },
);
