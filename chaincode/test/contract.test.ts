import t from 'tap';
import { makeReceipt, makeServed, submit } from './support/acts.ts';

t.test(
  'a document, its service and its receipt are recorded in one call or in several',
  async (t) => {
    const { ledger, service, litigant, outcomes } = await makeServed();
    t.same(
      outcomes.map((outcome) => outcome.outcome),
      ['recorded', 'recorded', 'recorded', 'recorded', 'recorded'],
    );
    const [receipt] = await submit(ledger, [makeReceipt(service, litigant)]);
    t.equal(receipt?.outcome, 'recorded');
  },
);
