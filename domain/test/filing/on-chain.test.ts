import t from 'tap';
import {
  FILING_CHAIN_STATES,
  FILING_EDGES,
  type FilingAct,
  type FilingChainState,
  filingActOf,
  filingStateAfter,
  RETURN_OUTCOMES,
} from '../../src/index.ts';

const ACTS: readonly FilingAct[] = [
  'submitted',
  'resubmitted',
  'transferred',
  'accepted',
  'docketed',
  ...RETURN_OUTCOMES.map((outcome) => `returned.${outcome}` as const),
];
const FROM: readonly (FilingChainState | undefined)[] = [undefined, ...FILING_CHAIN_STATES];

/** The whole table once more, by hand: a row for each act, a column for each state before. */
const TABLE = `
                            none       review      correction  accepted    docketed    closed
  submitted                 review     -           -           -           -           -
  resubmitted               -          -           review      -           -           -
  transferred               -          review      -           -           -           -
  accepted                  -          accepted    -           -           -           -
  docketed                  -          -           -           docketed    -           -
  returned.correction       -          correction  -           -           -           -
  returned.refused          -          closed      -           -           -           -
  returned.redirected       -          closed      -           -           -           -
  returned.withdrawn        -          closed      closed      closed      -           -
  returned.deemedWithdrawn  -          -           closed      closed      -           -`;

t.test('each act leads from each state where the table says, or nowhere', async (t) => {
  const [, ...rows] = TABLE.trim()
    .split('\n')
    .map((row) => row.trim().split(/\s+/));
  t.same(
    rows.map(([act]) => act),
    ACTS,
  );
  for (const [act, ...cells] of rows)
    for (const [i, cell] of cells.entries()) {
      const to = filingStateAfter(act as FilingAct, FROM[i]);
      t.equal(to ?? '-', cell, `${act} from ${FROM[i] ?? 'nothing'}`);
    }
});

t.test('no edge stands twice, and every state is reached from a submission', async (t) => {
  t.equal(new Set(FILING_EDGES.map(({ act, from }) => `${act} ${from}`)).size, FILING_EDGES.length);
  const reached = new Set<FilingChainState | undefined>([undefined]);
  for (const _ of FILING_CHAIN_STATES)
    for (const { from, to } of FILING_EDGES) if (reached.has(from)) reached.add(to);
  t.same([...reached].sort(), [...FROM].sort());
});

t.test('nothing follows the end', async (t) => {
  const ends = FILING_EDGES.filter(({ from }) => from === 'docketed' || from === 'closed');
  t.same(ends, []);
});

t.test('a record is one act', async (t) => {
  const filing = 'A'.repeat(43) as never;
  t.equal(filingActOf({ action: 'submitted' }), 'submitted');
  t.equal(filingActOf({ action: 'submitted', filing }), 'resubmitted');
  t.equal(filingActOf({ action: 'returned', outcome: 'refused' }), 'returned.refused');
  for (const action of ['transferred', 'accepted', 'docketed'] as const)
    t.equal(filingActOf({ action }), action);
});
