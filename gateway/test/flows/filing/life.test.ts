import { checkRecord, type FilingRecord, filingActOf, filingStateAfter } from '@cunzheng/domain';
import {
  FILING_COMMANDS,
  FILING_ON_CHAIN,
  FILING_STATES,
  type FilingState,
  lifeEdge,
} from '@cunzheng/domain/filing';
import { eq } from 'drizzle-orm';
import t from 'tap';
import { asHouse } from '../../../src/access/scoped.ts';
import { type FilingRow, filing } from '../../../src/store/tables/filing.ts';
import { openTestCourt } from '../../support/court.ts';
import { filingIn, perform } from '../../support/filing.ts';

const opened = await openTestCourt();
t.teardown(() => opened.close());
const { court, notary } = opened;
const house = asHouse(court, 'sweep');

async function rowOf(id: string): Promise<FilingRow | undefined> {
  const [row] = await house.store.db.select().from(filing).where(eq(filing.id, id));
  return row;
}

const recordsOf = (tag: string) =>
  notary.records.filter(
    (each): each is FilingRecord => each.kind === 'filing' && each.caseTag === tag,
  );

/** Where the contract sees it after its records; throws where one does not fit. */
function onChain(tag: string): string | undefined {
  let state: ReturnType<typeof filingStateAfter>;
  for (const record of recordsOf(tag)) {
    checkRecord(record);
    const after = filingStateAfter(filingActOf(record), state);
    if (after === undefined) throw new Error(`${record.action} after ${state}`);
    state = after;
  }
  return state;
}

const ACTS = FILING_COMMANDS.filter((act) => act !== 'begin');

const leading = (from: FilingState) => ACTS.some((act) => lifeEdge(from, act) !== undefined);

for (const from of FILING_STATES.filter(leading)) {
  t.test(`from ${from}, each act leads where the table says`, async (t) => {
    for (const act of ACTS) {
      const edge = lifeEdge(from, act);
      if (edge === undefined) continue;
      const id = await filingIn(court, from);
      const { tag, state } = (await rowOf(id)) as FilingRow;
      t.equal(state, from);
      const records = recordsOf(tag).length;
      await perform(court, id, act);
      t.equal((await rowOf(id))?.state, edge.to, act);
      t.equal(recordsOf(tag).length, records + (edge.record ? 1 : 0), `${act}: records`);
      const last = recordsOf(tag).at(-1);
      if (edge.record && last) t.equal(filingActOf(last), edge.record);
      if (edge.to) t.equal(onChain(tag), FILING_ON_CHAIN[edge.to], `${act}: on chain`);
    }
  });

  t.test(
    `from ${from}, nothing else can be done, and what was tried changed nothing`,
    async (t) => {
      const id = await filingIn(court, from);
      const before = (await rowOf(id)) as FilingRow;
      const records = recordsOf(before.tag).length;
      for (const act of ACTS) {
        if (lifeEdge(from, act) !== undefined) continue;
        // Of a draft the court knows nothing.
        await t.rejects(perform(court, id, act), { code: /^(STATE_UNFIT|NOT_FOUND)$/ }, act);
        t.same(await rowOf(id), before, act);
        t.equal(recordsOf(before.tag).length, records, act);
      }
    },
  );
}
