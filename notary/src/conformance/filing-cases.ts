import { randomInt } from 'node:crypto';
import { type CourtRecord, type FilingSubmission, makeCaseNumber } from '@cunzheng/domain';
import type { Ledger } from '../ledger/port.ts';
import {
  type FilingStep,
  makeFilingAct,
  makePapers,
  makeSigner,
  makeSubmission,
  recordCall,
  type Scene,
  type Signer,
} from './acts.ts';
import { fateOf, fatesOf, outcomesOf, sceneOf } from './probes.ts';
import type { Case, LedgerUnderTest } from './runner.ts';

/** What the contract makes of filings, whichever driver carries them. */
export const FILING_CASES: Readonly<Record<string, Case>> = {
  'takes a filing from hand to hand, and nothing out of turn': async (t, ledger, subject) => {
    const { first, applicant, clerk, act, fate } = await openFiling(ledger, subject);
    const number = someCaseNumber(subject);
    const again = { action: 'submitted', papers: makePapers() } as const;
    const docket = act(clerk, { action: 'docketed', number });
    t.equal(await fate(docket), 'FILING_NOT_AT_TURN', 'not before it is accepted');
    t.equal(await fate(act(applicant, again)), 'FILING_NOT_AT_TURN', 'not before it came back');
    t.equal(await fate(act(clerk, { action: 'returned', outcome: 'correction' })), 'recorded');
    t.equal(await fate(act(clerk, { action: 'accepted' })), 'FILING_NOT_AT_TURN');
    const corrected = act(applicant, again);
    t.equal(await fate(corrected), 'recorded');
    t.equal(await fate(corrected), 'exists');
    t.equal(await fate(act(applicant, { action: 'accepted' })), 'SIGNER_UNFIT');
    t.equal(await fate(act(clerk, { action: 'accepted' })), 'recorded');
    t.equal(await fate(docket), 'recorded');
    t.equal(await fate(docket), 'exists', 'the same docketing again is the one that stands');
    const second = act(clerk, { action: 'docketed', number: someCaseNumber(subject) });
    t.equal(await fate(second), 'FILING_NOT_AT_TURN', 'a second number is refused');
    t.equal(await fate(first), 'exists');
  },

  'takes the acts of a filing in one call, in their order': async (t, ledger, subject) => {
    const { clerk, act } = await openFiling(ledger, subject);
    const number = someCaseNumber(subject);
    const acts = [
      act(clerk, { action: 'accepted' }),
      act(clerk, { action: 'docketed', number }),
      act(clerk, { action: 'returned', outcome: 'withdrawn' }),
    ];
    const result = await ledger.submit(recordCall(acts));
    t.same(fatesOf(result), ['recorded', 'recorded', 'FILING_NOT_AT_TURN']);
  },

  'gives a case number to one of two filings that race for it': async (t, ledger, subject) => {
    const number = someCaseNumber(subject);
    const filings = await Promise.all([1, 2].map(() => openFiling(ledger, subject)));
    const dockets = filings.map(({ clerk, act }) => act(clerk, { action: 'docketed', number }));
    for (const { clerk, act, fate } of filings)
      t.equal(await fate(act(clerk, { action: 'accepted' })), 'recorded');
    const fates = await Promise.all(filings.map(({ fate }, i) => fate(dockets[i] as CourtRecord)));
    t.equal(fates.filter((fate) => fate === 'recorded').length, 1, fates.join());
    const lost = fates.findIndex((fate) => fate !== 'recorded');
    t.ok(['CASE_NUMBER_USED', 'LEDGER_CONFLICT'].includes(fates[lost] as string), fates[lost]);
    const { clerk, act, fate } = filings[lost] as Filing;
    t.equal(await fate(dockets[lost] as CourtRecord), 'CASE_NUMBER_USED');
    const other = act(clerk, { action: 'docketed', number: someCaseNumber(subject) });
    t.equal(await fate(other), 'recorded', 'another number is free');
  },
};

/** A filing that a court has before it. */
export interface Filing {
  readonly first: FilingSubmission;
  readonly applicant: Signer;
  readonly clerk: Signer;
  /** A later act of it. */
  act(signer: Signer, step: FilingStep): CourtRecord;
  /** What becomes of a record: its outcome, or the code of its refusal. */
  fate(record: CourtRecord): Promise<string>;
}

/** Records a filing of a new applicant, with the keys that its acts are signed under. */
export async function openFiling(ledger: Ledger, subject: LedgerUnderTest): Promise<Filing> {
  const scene: Scene = sceneOf(ledger, subject);
  const [applicant, clerk] = [makeSigner(scene, 'litigant'), makeSigner(scene, 'clerk')];
  const first = makeSubmission(scene, applicant);
  const result = await ledger.submit(recordCall([applicant.record, clerk.record, first]));
  const [refused] = outcomesOf(result).filter((outcome) => outcome !== 'recorded');
  if (refused !== undefined) throw new Error(result.response);
  return {
    ...{ first, applicant, clerk },
    act: (signer, step) => makeFilingAct(scene, signer, first, step),
    fate: (record) => fateOf(ledger.submit(recordCall([record]))),
  };
}

/** A number of the subject's court that no test before has taken. */
export function someCaseNumber({ court }: LedgerUnderTest): string {
  const year = new Date().getUTCFullYear();
  return makeCaseNumber({ year, court, type: '民初', serial: randomInt(1, 99_999_999) });
}
