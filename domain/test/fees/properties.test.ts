import fc from 'fast-check';
import t from 'tap';
import {
  computeFee,
  FEE_MATTERS,
  FEE_OUTCOMES,
  FEE_PROCEDURES,
  FEE_ROUNDINGS,
  FEE_SIDES,
  type FeeChoices,
  type FeeMatterId,
  type Fen,
  MAX_AMOUNT,
} from '../../src/fees/index.ts';

const RUNS = { numRuns: 500 };
const priced = FEE_MATTERS.filter(({ amount }) => amount !== undefined);
const matter = fc.constantFrom(...priced.map(({ id }) => id));
const suit = fc.constantFrom(...priced.filter(({ suit }) => suit === true).map(({ id }) => id));
/** Amounts of every size, as people's claims are. */
const amount = fc.oneof(
  fc.integer({ min: 0, max: 5_000_000 }),
  fc.integer({ min: 0, max: 5_000_000_000 }),
  fc.integer({ min: 0, max: MAX_AMOUNT / 4 }),
);
const rounding = fc.constantFrom(...FEE_ROUNDINGS);
const course = fc.record({
  procedure: fc.constantFrom(...FEE_PROCEDURES),
  side: fc.constantFrom(...FEE_SIDES),
  outcome: fc.constantFrom(...FEE_OUTCOMES),
});
const fee = (id: FeeMatterId, fen: Fen, more: FeeChoices = {}) =>
  computeFee(id, { ...more, amounts: [fen] }).total;

t.test('who claims more never pays less, however it is rounded', async () => {
  fc.assert(
    fc.property(matter, amount, amount, rounding, (id, a, b, by) => {
      const total = (fen: Fen) => computeFee(id, { amounts: [fen] }, { rounding: by }).total;
      const [low, high] = [total(Math.min(a, b)), total(Math.max(a, b))];
      return low.least <= high.least && low.most <= high.most;
    }),
    RUNS,
  );
});

t.test('no step of a scale leaps: a fen more claimed is at most a fen more to pay', async (t) => {
  const bounds = [1000, 1e4, 5e4, 1e5, 2e5, 5e5, 896_000, 1e6, 2e6, 5e6, 1e7, 2e7, 111_640_000];
  for (const { id } of priced) {
    for (const bound of bounds.map((yuan) => yuan * 100)) {
      const leap = fee(id, bound + 1).least - fee(id, bound).least;
      t.ok(leap === 0 || leap === 1, `${id} ${bound} ${leap}`);
    }
  }
  fc.assert(
    fc.property(matter, amount, (id, fen) => {
      const leap = fee(id, fen + 1).least - fee(id, fen).least;
      return leap === 0 || leap === 1;
    }),
    RUNS,
  );
});

t.test('the quick formula of the scale gives the same', async () => {
  const QUICK = [
    ...([
      [2e9, 5, 4_180_000],
      [1e9, 6, 2_180_000],
      [5e8, 7, 1_180_000],
    ] as const),
    ...([
      [2e8, 8, 680_000],
      [1e8, 9, 480_000],
      [5e7, 10, 380_000],
    ] as const),
    ...([
      [2e7, 15, 130_000],
      [1e7, 20, 30_000],
      [1e6, 25, -20_000],
    ] as const),
  ];
  fc.assert(
    fc.property(amount, (fen) => {
      const [, rate, plus] = QUICK.find(([above]) => fen > above) ?? [0, 0, 5000];
      const quick = (BigInt(fen) * BigInt(rate) + 500n) / 1000n + BigInt(plus);
      return BigInt(fee('property', fen).least) === quick;
    }),
    RUNS,
  );
});

t.test('a suit costs the whole, half or nothing, never a quarter', async () => {
  fc.assert(
    fc.property(suit, amount, course, (id, fen, choices) => {
      const whole = fee(id, fen);
      const { total, halved } = computeFee(id, { ...choices, amounts: [fen] });
      if (choices.outcome === 'dismissed') return total.most === 0;
      if (halved === undefined) return total.most === whole.most && total.least === whole.least;
      const half = (one: Fen, all: Fen) => Math.abs(one * 2 - all) <= 1;
      return half(total.least, whole.least) && half(total.most, whole.most);
    }),
    RUNS,
  );
});

t.test('what is paid and not given back is the fee', async () => {
  fc.assert(
    fc.property(suit, amount, course, rounding, (id, fen, choices, by) => {
      const asked = { ...choices, amounts: [fen] };
      const { total, payments, refund } = computeFee(id, asked, { rounding: by });
      const paid = payments.reduce((sum, { amount }) => sum + amount.most, 0);
      return paid - (refund?.amount.most ?? 0) === total.most;
    }),
    RUNS,
  );
});

t.test('an appeal of a part costs what a suit for that part would', async () => {
  fc.assert(
    fc.property(suit, amount, (id, fen) => {
      const appeal = fee(id, fen, { instance: 'appeal' });
      const retrial = fee(id, fen, { instance: 'retrial', ground: 'newEvidence' });
      const first = fee(id, fen);
      return appeal.most === first.most && retrial.least === first.least;
    }),
    RUNS,
  );
});

t.test('mixed claims cost what their sum does, in whatever order they stand', async () => {
  const amounts = fc.array(fc.integer({ min: 0, max: 1_000_000_000 }), {
    minLength: 1,
    maxLength: 50,
  });
  fc.assert(
    fc.property(amounts, fc.boolean(), (list, withNonProperty) => {
      const sum = list.reduce((a, b) => a + b, 0);
      const quote = computeFee('property', { amounts: list, withNonProperty });
      const reversed = computeFee('property', { amounts: [...list].reverse() });
      return (
        quote.total.least === fee('property', sum).least &&
        reversed.total.least === quote.total.least
      );
    }),
    RUNS,
  );
});

t.test('the lines add up to the total', async () => {
  /** Hundred-millionths of a yuan; a third that was cut leaves the page's word for it and is passed over. */
  const units = (text: string) => {
    const [whole = '', digits = ''] = text.replace('-', '').split('.');
    const size = BigInt(whole + digits.padEnd(8, '0'));
    return text.startsWith('-') ? -size : size;
  };
  fc.assert(
    fc.property(matter, amount, rounding, (id, fen, by) => {
      const { lines, total } = computeFee(id, { amounts: [fen] }, { rounding: by });
      if (lines.some(({ amount }) => amount.least.endsWith('…'))) return id === 'paymentOrder';
      const sum = lines.reduce((all, { amount }) => all + units(amount.most), 0n);
      return sum === BigInt(total.most) * 1_000_000n;
    }),
    RUNS,
  );
});

t.test('relief never makes dearer and never leaves more than it says', async () => {
  fc.assert(
    fc.property(suit, amount, fc.integer({ min: 30, max: 99 }), (id, fen, percent) => {
      const whole = fee(id, fen).most;
      const left = fee(id, fen, { relief: { kind: 'reduced', percent } }).most;
      return Math.abs(left * 100 - whole * (100 - percent)) <= 150;
    }),
    RUNS,
  );
});
