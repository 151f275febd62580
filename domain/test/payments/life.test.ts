import t from 'tap';
import {
  ATTEMPT_ACTS,
  ATTEMPT_LIFE,
  ATTEMPT_STATES,
  ORDER_ACTS,
  ORDER_LIFE,
  ORDER_STATES,
  PAYABLE,
  type PaymentEdge,
  paymentEdge,
  paymentStates,
  REFUND_ACTS,
  REFUND_LIFE,
  REFUND_STATES,
  RELIEF_ACTS,
  RELIEF_LIFE,
  RELIEF_STATES,
} from '../../src/payments/index.ts';

/** Where each act leads from each state, written out again by hand. */
const LEADS: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>> =
  {
    order: {
      nothing: { issue: 'open' },
      open: { creditPart: 'partly', creditRest: 'paid', waive: 'waived', cancel: 'cancelled' },
      partly: { creditPart: 'partly', creditRest: 'paid', waive: 'waived', cancel: 'cancelled' },
      paid: { refundPart: 'paid', refundRest: 'refunded' },
    },
    attempt: {
      nothing: { begin: 'begun' },
      begun: { pay: 'paid', fail: 'failed', close: 'closed', differ: 'differs' },
      failed: { pay: 'paid', differ: 'differs' },
      closed: { pay: 'paid', differ: 'differs' },
      differs: { pay: 'paid', accept: 'paid' },
    },
    refund: {
      nothing: { ask: 'asked' },
      asked: { send: 'sent', confirm: 'done', fail: 'failed' },
      sent: { confirm: 'done', fail: 'failed' },
      failed: { again: 'asked' },
    },
    relief: {
      nothing: { ask: 'asked' },
      asked: { grant: 'granted', refuse: 'refused', withdraw: 'withdrawn' },
    },
  };

const TABLES: readonly [
  string,
  readonly PaymentEdge<string, string>[],
  readonly string[],
  readonly string[],
][] = [
  ['order', ORDER_LIFE, ORDER_STATES, ORDER_ACTS],
  ['attempt', ATTEMPT_LIFE, ATTEMPT_STATES, ATTEMPT_ACTS],
  ['refund', REFUND_LIFE, REFUND_STATES, REFUND_ACTS],
  ['relief', RELIEF_LIFE, RELIEF_STATES, RELIEF_ACTS],
];

for (const [name, life, states, acts] of TABLES) {
  t.test(`every act on the ${name} leads where the table says, and nowhere else`, async (t) => {
    for (const from of [undefined, ...states])
      for (const act of acts)
        t.equal(
          paymentEdge(life, from, act),
          LEADS[name]?.[from ?? 'nothing']?.[act],
          `${from} ${act}`,
        );
  });

  t.test(`every state of the ${name} is reached, and no edge stands twice`, async (t) => {
    t.equal(new Set(life.map(({ from, act }) => `${from} ${act}`)).size, life.length);
    t.same([...new Set(life.map(({ to }) => to))].sort(), [...states].sort());
    t.same([...new Set(life.map(({ act }) => act))].sort(), [...acts].sort());
  });
}

t.test('what is still to be paid is open or partly paid', async (t) => {
  t.same(PAYABLE, ['open', 'partly']);
  t.same(paymentStates(ORDER_LIFE, 'cancel'), ['open', 'partly']);
});
