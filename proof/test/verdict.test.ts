import t from 'tap';
import { type Reason, STAGES, type StageId, type StageState } from '../src/proof.ts';
import { namedStage, type StageEnd, verdictOf } from '../src/verdict.ts';

const STATES: readonly StageState[] = ['ok', 'failed', 'notShown'];

const WHOLE: Readonly<Record<StageId, StageEnd>> = {
  trust: { state: 'ok' },
  document: { state: 'ok' },
  record: { state: 'ok' },
  log: { state: 'ok' },
  courts: { state: 'ok' },
  persons: { state: 'ok' },
  time: { state: 'ok' },
  ledger: { state: 'notShown' },
};

function judge(change: Partial<Record<StageId, StageEnd>>): string {
  const ends = { ...WHOLE, ...change };
  const end = (id: StageId) => ends[id];
  return [verdictOf(end), namedStage(end)].filter((part) => part !== undefined).join(' ');
}

function failed(reason: Reason): StageEnd {
  return { state: 'failed', reason };
}

const notShown: StageEnd = { state: 'notShown' };

t.test('a verdict is good by what held', async (t) => {
  t.equal(judge({}), 'unalteredSinceRecorded');
  t.equal(judge({ persons: notShown }), 'unalteredSinceRecorded');
  t.equal(judge({ document: notShown }), 'recorded');
  t.equal(judge({ document: failed('DOCUMENT_DIFFERS') }), 'differs document');
  t.equal(judge({ document: failed('NO_DIGEST') }), 'cannotDecide document');
  t.equal(judge({ persons: failed('SIGNATURE_INVALID') }), 'cannotDecide persons');
});

t.test('a needed stage that did not run leaves everything undecided', async (t) => {
  for (const id of ['trust', 'record', 'log', 'courts', 'time'] as const) {
    t.equal(judge({ [id]: notShown }), `cannotDecide ${id}`);
    t.equal(judge({ [id]: notShown, document: notShown }), `cannotDecide ${id}`);
    const differs = { document: failed('DOCUMENT_DIFFERS') };
    t.equal(judge({ [id]: notShown, ...differs }), 'cannotDecide document', 'not even differs');
  }
  t.equal(
    verdictOf(() => notShown),
    'cannotDecide',
    'nothing ran',
  );
});

t.test('of all combinations of states, four are good', async (t) => {
  const good: string[] = [];
  for (let n = 0; n < STATES.length ** STAGES.length; n++) {
    const state = (id: StageId) =>
      STATES[Math.floor(n / STATES.length ** STAGES.indexOf(id)) % STATES.length] as StageState;
    if (state('ledger') !== 'notShown') continue;
    const verdict = verdictOf((id) => ({ state: state(id) }));
    if (verdict === 'cannotDecide') continue;
    good.push(`${verdict} ${STAGES.filter((id) => state(id) !== 'ok').join(' ')}`);
  }
  t.strictSame(good.sort(), [
    'recorded document ledger',
    'recorded document persons ledger',
    'unalteredSinceRecorded ledger',
    'unalteredSinceRecorded persons ledger',
  ]);
});
