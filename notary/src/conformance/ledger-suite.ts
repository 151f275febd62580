import { CALL_CASES } from './call-cases.ts';
import { FILING_CASES } from './filing-cases.ts';
import { FOLLOW_CASES } from './follow-cases.ts';
import { LIFE_CASES } from './life-cases.ts';
import { recordKey } from './probes.ts';
import type { Case, LedgerUnderTest, Runner } from './runner.ts';
import { SUIT_CASES } from './suit-cases.ts';

/** Tries everything that `Ledger` promises. Call it from a test of the driver; it runs unchanged on each. */
export async function testLedger(t: Runner, subject: LedgerUnderTest): Promise<void> {
  for (const [title, run] of Object.entries(casesFor(subject))) {
    await t.test(title, async (t) => {
      const ledger = await subject.open();
      try {
        await run(t, ledger, subject);
      } finally {
        await ledger.close();
      }
    });
  }
}

function casesFor(subject: LedgerUnderTest): Readonly<Record<string, Case>> {
  return subject.supports.manyEndorsers ? { ...CASES, ...ENDORSER_CASES } : CASES;
}

const CASES: Readonly<Record<string, Case>> = {
  ...LIFE_CASES,
  ...CALL_CASES,
  ...FILING_CASES,
  ...SUIT_CASES,
  ...FOLLOW_CASES,
};

const ENDORSER_CASES: Readonly<Record<string, Case>> = {
  'records with one endorser stopped': async (t, ledger, subject) => {
    const start = await subject.stopOneEndorser?.();
    try {
      const { result } = await recordKey(ledger, subject);
      t.match(await ledger.transaction(result.txId), { valid: true });
    } finally {
      await start?.();
    }
  },
};
