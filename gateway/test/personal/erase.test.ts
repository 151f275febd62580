import t from 'tap';
import { ERASE_STEPS, erasePerson } from '../../src/flows/personal-data/erase.ts';
import { openTestCourt } from '../support/court.ts';
import { plantEverywhere } from '../support/plant-everywhere.ts';

const opened = await openTestCourt();
t.teardown(() => opened.close());
const { court, pool } = opened;
await plantEverywhere(pool);

/** Where the person is named still, and why. */
const KEPT: Readonly<Record<string, string>> = {
  'audit_entry.about':
    'that somebody read of him is kept as long as the log (网络安全法 21), without its words',
  'claim.person': 'that there was a mandate is part of the court’s file, without its words',
  'deadline.person': 'the court’s file',
  'erasure.person': 'that he asked, and what became of it',
  'erasure_decision.person': 'what the courts said to it',
  'fee_relief.person': 'the court’s file: that relief was asked for, and what the court said',
  'filing.person': 'the court’s file says who filed',
  'filing_event.actor': 'and what he did there',
  'filing_party.person': 'the court’s file names its parties',
  'filing_round.submitted_by': 'the court’s file',
  'filing_ruling.issued_by': 'the court’s file says who signed its ruling',
  'party.person': 'the court’s file names its parties',
  'payment_order.person': 'the court’s file, and its books',
  'person.id': 'the row that others name, without name and account',
  'review.person': 'that a clerk decided stays with the court, without reasons and words',
  'service.recipient': 'the court’s file',
  'signing_key.person': 'keys are on chain under a hidden name; nothing opens it',
};

/** Columns in which the id stands, as the database has them. */
async function columnsWith(person: string): Promise<string[]> {
  const { rows } = await pool.query<{ table: string; column: string }>(
    `SELECT table_name AS table, column_name AS column FROM information_schema.columns
     WHERE table_schema = 'court' AND data_type = 'uuid' ORDER BY 1, 2`,
  );
  const found: string[] = [];
  for (const { table, column } of rows) {
    const { rowCount } = await pool.query(
      `SELECT FROM court."${table}" WHERE "${column}" = $1 LIMIT 1`,
      [person],
    );
    if (rowCount !== 0) found.push(`${table}.${column}`);
  }
  return found;
}

t.test('after an erasure a person is named only where a reason says so', async (t) => {
  const { rows } = await pool.query<{ person: string }>('SELECT person FROM court.party');
  const person = rows[0]?.person as string;
  const before = await columnsWith(person);
  t.ok(before.length > Object.keys(KEPT).length + 10, 'he was named in many more places');
  const steps: string[] = [];
  await erasePerson(court, person, (name) => steps.push(name));
  t.strictSame(
    steps,
    ERASE_STEPS.map(({ name }) => name),
  );
  t.strictSame(await columnsWith(person), Object.keys(KEPT).sort());
});
