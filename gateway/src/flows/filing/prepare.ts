import { CunzhengError, demand, type Json } from '@cunzheng/domain';
import { formatFen } from '@cunzheng/domain/pleadings';
import { demandLevel } from '../../access/levels.ts';
import type { Actor } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import { type Court, courtOf } from '../../context.ts';
import type { Unit } from '../../store/store.ts';
import type { FilingPaperRow, FilingRow } from '../../store/tables/filing.ts';
import { identityLevel } from '../accounts/proofing-row.ts';
import { type KeyInUse, keyFor, type Signer } from '../signing/key.ts';
import { keepAct, officialSigner, type Signing } from '../signing/prepare.ts';
import { type ActDetails, detailsOf, type FilingDecision } from './decision.ts';
import { lockFor, papersIn } from './load.ts';
import { refreshMade } from './made.ts';
import { type Built, buildAnswer, buildSubmission, type Manifest, manifestOf } from './records.ts';
import { writeRuling } from './ruling.ts';
import { type Said, saidNow, saidText } from './said.ts';
import { demandReviewer } from './take.ts';
import { grounds } from './words.ts';

/**
 * Prepares a submission, the first or one after a correction: what is in the filing now waits ten minutes for the
 * signature of who files, with the papers that are made of it. Throws `NOT_FOUND`, `STATE_UNFIT`, `IDENTITY_LEVEL_LOW`, `FILING_EMPTY`, `SIGNING_TOO_MANY`, and
 * what `keyFor` throws.
 */
export async function prepareSubmission(
  house: Court,
  actor: Actor,
  id: string,
  { point }: { readonly point: string },
): Promise<Signing> {
  const court = asActor(house, actor);
  const madeFrom = await refreshMade(court, actor, id);
  return court.store.transaction(async (unit) => {
    const row = await lockFor(unit, actor, id, 'submit');
    const manifest = await whatIsFiled(court, unit, row);
    demand(manifest.said === madeFrom, 'FILING_CHANGED');
    const { key, now, signer } = await ownKey(court, unit, { actor, row, point });
    const built = await buildSubmission(court.chain, row, manifest, { key: key.id, now });
    const details: ActDetails = { command: 'submit', manifest };
    const papers = { label: 'papers', value: String(manifest.papers.length) } as const;
    const kept = { actor, row, built, key, now, signer, details };
    return keepFiling(court, unit, { ...kept, more: [papers] });
  });
}

/** Everything that a submission speaks of, as it is now. Throws `FILING_EMPTY`, `FILE_INFECTED`. */
export async function whatIsFiled(court: Court, { db }: Unit, row: FilingRow): Promise<Manifest> {
  const papers = await papersIn(db, row.id);
  // What nobody can ever open would be signed for nothing.
  demand(!papers.some(({ scan }) => scan === 'infected'), 'FILE_INFECTED');
  const said = await saidNow(court, db, row);
  demandSomething(papers, said);
  return manifestOf(papers, saidText(said));
}

/** Papers that the system made of nothing are nothing. */
function demandSomething(papers: readonly FilingPaperRow[], { answers, parties }: Said): void {
  const answered = answers.some(({ value }) => value !== null);
  const something = answered || papers.some(({ madeFrom }) => madeFrom === null);
  const somebody = parties.some(({ side }) => side === 'applicant');
  if (something && somebody) return;
  const details = { missing: something ? 'applicant' : 'papers' };
  throw new CunzhengError('FILING_EMPTY', 'nothing to be submitted', { details });
}

interface InUse {
  readonly key: KeyInUse;
  readonly now: number;
  readonly signer: Signer;
}

/** Key of who files: under the tag of the applicant, or of his agent. Throws `IDENTITY_LEVEL_LOW`. */
async function ownKey(
  court: Court,
  unit: Unit,
  { actor, row, point }: { actor: Actor; row: FilingRow; point: string },
): Promise<InUse> {
  demandLevel(await identityLevel(unit.db, actor.person), 'act.sign');
  const owner = row.capacity === 'self' ? row.applicantTag : row.agentTag;
  const { person, name } = actor;
  const signer = { court: row.court, person, name, role: 'litigant', owner } as const;
  const now = court.clock();
  return { key: await keyFor(court, unit, signer, { point, now }), now, signer };
}

/**
 * Prepares that who filed takes it back. The contract takes a withdrawal from the applicant's own key only, for its record
 * says nothing of an agent. Throws `NOT_FOUND`, `STATE_UNFIT`, `NOT_SUPPORTED` for an agent, `INPUT_INVALID`, and what
 * `prepareSubmission` throws.
 */
export async function prepareWithdrawal(
  house: Court,
  actor: Actor,
  id: string,
  { point, words }: { readonly point: string; readonly words?: string | undefined },
): Promise<Signing> {
  const court = asActor(house, actor);
  const said = words === undefined ? {} : { words: grounds(words) };
  return court.store.transaction(async (unit) => {
    const row = await lockFor(unit, actor, id, 'withdraw');
    demand(row.capacity === 'self', 'NOT_SUPPORTED', 'an agent cannot withdraw yet');
    const { key, now, signer } = await ownKey(court, unit, { actor, row, point });
    const built = buildAnswer(court.chain, row, 'withdraw', said, { key: key.id, now });
    const details: ActDetails = { command: 'withdraw', ...said };
    return keepFiling(court, unit, { actor, row, built, key, now, signer, details });
  });
}

/**
 * Prepares a court's answer. One notice lists everything that is to be corrected; a second one says why (登记立案规定 7).
 * Throws `NOT_FOUND`, `NOT_PERMITTED` (also for an official's own filing), `STATE_UNFIT`, `FILING_TAKEN`,
 * `CORRECTION_AGAIN`, `GLYPH_MISSING` for a ruling that cannot be printed, `COURT_UNKNOWN` for a court that this deployment does
 * not serve, `FEE_OPEN` or `FEE_UNSAID` for an acceptance whose fee is not known to the fen, `FEE_UNPAID` for a docketing, `INPUT_INVALID`, and
 * what `keyFor` throws.
 */
export async function prepareDecision(
  house: Court,
  actor: Actor,
  id: string,
  decision: FilingDecision,
  { point }: { readonly point: string },
): Promise<Signing> {
  const court = asActor(house, actor);
  return court.store.transaction(async (unit) => {
    const row = await lockFor(unit, actor, id, decision.act);
    demandReviewer(actor, row);
    const now = court.clock();
    const details = await decided(court, unit, row, { actor, decision, now });
    const signer = await officialSigner(unit, actor, row.court);
    const key = await keyFor(court, unit, signer, { point, now });
    const { words, detail } = details;
    const { items, verdicts, ruling } = details as unknown as Readonly<Record<string, Json>>;
    const answer = { words, items, verdicts, ruling, to: detail, number: detail };
    const built = buildAnswer(court.chain, row, decision.act, answer, { key: key.id, now });
    const more = summaryOf(details);
    return keepFiling(court, unit, { actor, row, built, key, now, signer, details, more });
  });
}

/** A refusal's ruling is written before it is signed, so that its digest stands under the signature. */
async function decided(
  court: Court,
  unit: Unit,
  row: FilingRow,
  said: { readonly actor: Actor; readonly decision: FilingDecision; readonly now: number },
): Promise<ActDetails> {
  const { actor, decision, now } = said;
  const details = await detailsOf(court, unit, row, decision, now);
  if (decision.act !== 'refuse') return details;
  const ruled = { actor, now, grounds: details.words as string, number: decision.number };
  return { ...details, ruling: await writeRuling(court, unit, row, ruled) };
}

type Lines = Signing['summary'];

function summaryOf({ command, words, detail, fee, items = [], ruling }: ActDetails): Lines {
  return [
    ...(ruling === undefined ? [] : [{ label: 'sha256' as const, value: ruling.sha256 }]),
    ...(fee === undefined
      ? []
      : [{ label: 'fee' as const, value: 'amount' in fee ? formatFen(fee.amount) : '0.00' }]),
    ...(words === undefined ? [] : [{ label: 'reason' as const, value: words }]),
    ...items.map((item) => ({ label: 'reason' as const, value: item.words })),
    ...(command === 'transfer' && detail !== undefined
      ? [{ label: 'to' as const, value: detail }]
      : []),
    ...(command === 'docket' && detail !== undefined
      ? [{ label: 'caseNumber' as const, value: detail }]
      : []),
  ];
}

interface KeptFiling extends InUse {
  readonly actor: Actor;
  readonly row: FilingRow;
  readonly built: Built;
  readonly details: ActDetails;
  readonly more?: Lines;
}

function keepFiling(court: Court, unit: Unit, kept: KeptFiling): Promise<Signing> {
  const { actor, row, built, key, now, signer, details, more = [] } = kept;
  const summary: Lines = [
    { label: 'event', value: `filing.${details.command}` },
    { label: 'court', value: courtOf(court, row.court).name },
    { label: 'cause', value: row.cause },
    ...more,
    { label: 'signer', value: signer.name },
    ...(signer.role === 'litigant' ? [{ label: 'capacity' as const, value: row.capacity }] : []),
    { label: 'actTime', value: new Date(now).toISOString() },
  ];
  const plain = details as unknown as Json;
  return keepAct(court, unit, {
    ...built,
    actor,
    key,
    now,
    summary,
    subject: row.id,
    details: plain,
  });
}
