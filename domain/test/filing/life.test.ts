import t from 'tap';
import {
  FILING_COMMANDS,
  FILING_LIFE,
  FILING_ON_CHAIN,
  FILING_STATES,
  type FilingCommand,
  type FilingState,
  lifeEdge,
  statesFor,
} from '../../src/filing/index.ts';
import { FILING_EDGES, filingStateAfter } from '../../src/index.ts';

/** The whole table, written out again by hand: where each act leads from each state. */
const LEADS: Readonly<
  Record<string, Readonly<Partial<Record<FilingCommand, FilingState | 'gone'>>>>
> = {
  nothing: { begin: 'draft' },
  draft: { edit: 'draft', discard: 'gone', submit: 'review' },
  review: {
    take: 'review',
    requestCorrection: 'correction',
    refuse: 'refused',
    redirect: 'redirected',
    transfer: 'review',
    accept: 'accepted',
    withdraw: 'withdrawn',
  },
  correction: {
    edit: 'correction',
    submit: 'review',
    withdraw: 'withdrawn',
    deemWithdrawn: 'deemedWithdrawn',
  },
  accepted: { docket: 'docketed', withdraw: 'withdrawn', deemWithdrawn: 'deemedWithdrawn' },
  docketed: {},
  refused: {},
  redirected: {},
  withdrawn: {},
  deemedWithdrawn: {},
};

t.test('every act leads from every state where the table says, and nowhere else', async (t) => {
  for (const from of [undefined, ...FILING_STATES]) {
    for (const act of FILING_COMMANDS) {
      const edge = lifeEdge(from, act);
      const leads = edge === undefined ? undefined : (edge.to ?? 'gone');
      t.equal(leads, LEADS[from ?? 'nothing']?.[act], `${from} ${act}`);
    }
  }
});

t.test('no edge stands twice, and every state is reached', async (t) => {
  const names = FILING_LIFE.map(({ from, act }) => `${from} ${act}`);
  t.equal(new Set(names).size, names.length);
  const reached = new Set<FilingState | undefined>([undefined]);
  for (let before = 0; before < reached.size; ) {
    before = reached.size;
    for (const edge of FILING_LIFE) if (reached.has(edge.from)) reached.add(edge.to);
  }
  for (const state of FILING_STATES) t.ok(reached.has(state), state);
});

t.test(
  'what changes the state that the chain knows makes a record, and nothing else',
  async (t) => {
    for (const { from, act, to, record } of FILING_LIFE) {
      const seen = (state: FilingState | undefined) => state && FILING_ON_CHAIN[state];
      const moves = seen(from) !== seen(to) || act === 'transfer';
      t.equal(record !== undefined, moves, `${from} ${act}`);
    }
  },
);

t.test('what the court does is what the contract lets pass', async (t) => {
  const passed = new Set<string>();
  for (const { from, act, to, record } of FILING_LIFE) {
    if (record === undefined || to === undefined) continue;
    const before = from && FILING_ON_CHAIN[from];
    t.equal(filingStateAfter(record, before), FILING_ON_CHAIN[to], `${from} ${act}`);
    passed.add(`${record} ${before}`);
  }
  t.equal(passed.size, FILING_EDGES.length, 'every edge on chain is used');
});

t.test('an end is left by nothing, and only before it something is under way', async (t) => {
  for (const state of FILING_STATES) {
    const leaves = FILING_LIFE.some(({ from }) => from === state);
    t.equal(leaves, ['draft', 'review', 'correction', 'accepted'].includes(state), state);
  }
});

t.test('an act is told with the states it can be done in', async (t) => {
  t.same(statesFor('withdraw'), ['review', 'correction', 'accepted']);
  t.same(statesFor('begin'), []);
  t.same(statesFor('docket'), ['accepted']);
});
