import fc from 'fast-check';
import t from 'tap';
import {
  bankFit,
  divide,
  findPaymentReference,
  isPaymentReference,
  makePaymentReference,
  ORDER_STATES,
  remaining,
} from '../../src/payments/index.ts';

t.test(
  'money over an order is divided to the fen, and never more credited than owed',
  async (t) => {
    const order = fc
      .tuple(
        fc.constantFrom(...ORDER_STATES),
        fc.integer({ min: 1, max: 10 ** 12 }),
        fc.nat(10 ** 12),
      )
      .map(([state, amount, paid]) => ({ state, amount, credited: Math.min(paid, amount) }));
    fc.assert(
      fc.property(order, fc.integer({ min: 1, max: 10 ** 12 }), (each, received) => {
        const { credited, surplus } = divide(received, each);
        const owed = each.state === 'open' || each.state === 'partly';
        return credited + surplus === received && credited <= (owed ? remaining(each) : 0);
      }),
      { numRuns: 200 },
    );
    for (const none of [0, -1, 0.5, Number.NaN, 2 ** 60])
      t.throws(() => divide(none, { state: 'open', amount: 1, credited: 0 }), TypeError);
  },
);

t.test('how a bank line fits its order', async (t) => {
  const open = { state: 'partly', amount: 105_000, credited: 5_000 } as const;
  for (const [received, order, fit] of [
    [100_000, open, 'exact'],
    [99_999, open, 'partial'],
    [100_001, open, 'over'],
    [100_000, { ...open, state: 'paid', credited: 105_000 }, 'double'],
    [100_000, { ...open, state: 'refunded', credited: 105_000 }, 'double'],
    [100_000, { ...open, state: 'cancelled' }, 'ended'],
    [100_000, { ...open, state: 'waived' }, 'ended'],
  ] as const)
    t.equal(bankFit(received, order), fit, fit);
});

t.test('a reference breaks with every wrong digit and every swap of neighbours', async (t) => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 10 - 1 }), (serial) => {
      const reference = makePaymentReference(serial);
      if (!isPaymentReference(reference)) throw new Error(reference);
      for (let at = 2; at < reference.length; at++) {
        const digit = Number(reference[at]);
        for (let wrong = 0; wrong < 10; wrong++) {
          const other = `${reference.slice(0, at)}${wrong}${reference.slice(at + 1)}`;
          if (wrong !== digit && isPaymentReference(other)) throw new Error(other);
        }
        const next = reference[at + 1] ?? digit;
        const swapped = `${reference.slice(0, at)}${next}${digit}${reference.slice(at + 2)}`;
        if (String(digit) !== next && next !== digit && isPaymentReference(swapped))
          throw new Error(swapped);
      }
    }),
    { numRuns: 200 },
  );
  for (const none of [-1, 10 ** 10, 1.5]) t.throws(() => makePaymentReference(none), TypeError);
});

t.test('a reference is found however it was typed, and not where two would fit', async (t) => {
  const reference = makePaymentReference(1_234_567);
  const digits = reference.slice(2);
  for (const typed of [
    reference,
    digits,
    `诉讼费 ${reference} 张三`,
    reference.toLowerCase(),
    `ＪＦ${digits.replaceAll(/\d/g, (d) => String.fromCodePoint(0xff10 + Number(d)))}`,
    `JF ${digits.slice(0, 4)} ${digits.slice(4, 8)}-${digits.slice(8)}`,
    `${reference}，${reference}`,
  ])
    t.equal(findPaymentReference(typed), reference, typed);
  for (const typed of [
    '',
    '诉讼费',
    `1${digits}`,
    `${reference.slice(0, -1)}${(Number(reference.at(-1)) + 1) % 10}`,
    `${reference}，${makePaymentReference(7)}`,
  ])
    t.equal(findPaymentReference(typed), undefined, typed);
});
