import {
  type FilingRecord,
  type FilingSubmission,
  type KeyRegistration,
  type NetworkId,
  type Paper,
  papersOf,
} from '@cunzheng/domain';
import {
  type FilingStep,
  makeFilingAct,
  makeSigner,
  makeSubmission,
  type Signer,
} from '@cunzheng/notary/conformance';
import { paperOf } from '@cunzheng/proof/testing';

/** A filing with all that becomes of it, signed and not recorded yet. */
export interface MadeFiling {
  /** The applicant's key and the clerk's, which go first. */
  readonly keys: readonly KeyRegistration[];
  readonly first: FilingSubmission;
  /** What follows, in order: returned, handed in again, accepted, docketed. */
  readonly later: readonly FilingRecord[];
  readonly again: FilingRecord;
  /** The papers that were handed in again. */
  readonly papers: readonly Paper[];
  /** The file of the last of them. */
  readonly file: Uint8Array;
  /** Another act of it. */
  act(step: FilingStep): FilingRecord;
}

const COURT = '京0491';

/** Makes a filing up; its keys live an hour from now. `number` is the case's. */
export async function makeFiling(network: NetworkId, number: string): Promise<MadeFiling> {
  const scene = { network, court: COURT, time: Date.now() };
  const [applicant, clerk] = [makeSigner(scene, 'litigant'), makeSigner(scene, 'clerk')];
  const file = Buffer.from('%PDF-1.7 补正的证据');
  const before = ['民事起诉状.pdf', '借条.jpg'].map((name) => paperOf(name, Buffer.from(name)));
  const papers = [...before, paperOf('补充证据.pdf', file)];
  const first = makeSubmission(scene, applicant, await papersOf(before));
  const by = (signer: Signer) => (step: FilingStep) => makeFilingAct(scene, signer, first, step);
  const act = by(clerk);
  const again = by(applicant)({ action: 'submitted', papers: await papersOf(papers) });
  const later = [
    act({ action: 'returned', outcome: 'correction' }),
    again,
    act({ action: 'accepted' }),
    act({ action: 'docketed', number }),
  ];
  return { keys: [applicant.record, clerk.record], first, later, again, papers, file, act };
}
