import {
  type Batch,
  type Behaviour,
  behaviourId,
  type CourtRecord,
  type Custody,
  type Edition,
  type Json,
  recordId,
  type ShownPaper,
  type TrustFile,
  timesOutOfOrder,
  type VerifyEd25519,
} from '@cunzheng/domain';
import { verifyEd25519 } from './crypto.ts';
import {
  type Reason,
  readProof,
  STAGES,
  type StageId,
  type StageState,
  type Verdict,
} from './proof.ts';
import {
  type Bilingual,
  type Facts,
  noticeText,
  stageText,
  verdictText,
} from './sentences/sentences.ts';
import { type Cosigner, judgeCourts } from './stages/courts.ts';
import { judgeLedger, type LedgerFacts } from './stages/ledger.ts';
import { judgeLog, type Leaf } from './stages/log.ts';
import type { FileDigests } from './stages/papers.ts';
import { judgePersons, type Signer } from './stages/persons.ts';
import { judgeDocument, judgeRecord, type Subject } from './stages/record.ts';
import { StageFailed, StageNotShown } from './stages/stage.ts';
import { judgeTime, type Times } from './stages/time.ts';
import { judgeTrust, type Trusted } from './stages/trust.ts';
import { namedStage, type StageEnd, verdictOf } from './verdict.ts';

export interface VerificationInput {
  /** A full proof (JSON) or a compact one, as bytes. */
  readonly proof: Uint8Array;
  /** Digests of the file; absent when there is no file to compare. */
  readonly digests?: FileDigests | undefined;
  /** The trust file, from elsewhere than the proof. */
  readonly trust: string | Uint8Array;
  /** Another Ed25519 than the built-in one. */
  readonly ed25519?: VerifyEd25519 | undefined;
}

export interface StageResult {
  readonly id: StageId;
  readonly state: StageState;
  readonly reason?: Reason;
  readonly text: Bilingual;
}

export interface VerificationResult {
  readonly verdict: Verdict;
  /** First failed stage and why, unless the verdict is good. */
  readonly stage?: StageId;
  readonly reason?: Reason;
  /** Earliest and latest counted cosignature, as record times; absent when nothing could be decided. */
  readonly asOf?: string;
  readonly recordedBy?: string;
  readonly stages: readonly StageResult[];
  /** The verdict in words, and what it does not show. */
  readonly text: Bilingual;
  readonly notice: Bilingual;
  /** The subject, once its stage holds, and its opened hidden fields. */
  readonly record?: CourtRecord;
  readonly shown?: Readonly<Record<string, Json>>;
  /** Papers shown of the list that the record commits to, and those of them that the file is. */
  readonly papers?: readonly ShownPaper[];
  readonly filePapers?: readonly ShownPaper[];
  /** In place of `record` for the proof of an everyday behaviour, with its batch and its place there, from 0. */
  readonly behaviour?: Behaviour;
  readonly batch?: Batch;
  readonly position?: number;
  /** Name of the record's court, as the trust file has it. */
  readonly courtName?: string;
  readonly place?: {
    readonly id: string;
    readonly index: number;
    readonly size: number;
    readonly block: number;
    readonly txTime: number;
  };
  readonly times?: Times;
  /** Milliseconds from the act to the transaction. */
  readonly lag?: number;
  /** Members whose cosignatures were counted, with their times. */
  readonly members: readonly Cosigner[];
  /** Who signed, as far as their keys are in the proof. */
  readonly signers: readonly Signer[];
  /** The transaction on Fabric and the members behind it, when the proof shows them. */
  readonly ledger?: LedgerFacts;
  readonly network?: string;
  readonly origin?: string;
  readonly custody?: Custody;
  readonly k?: number;
  /** Fingerprint of the trust file (SHA-256 of edition 1) and the edition that judged. */
  readonly fingerprint?: string;
  readonly edition?: number;
}

/**
 * Verifies a proof offline, stage by stage as `docs/proof-format.md` section 7 orders them. Nothing is fetched; work and
 * memory are bounded by the input's length. Never throws for anything a stranger sent: what cannot be decided is
 * `cannotDecide` with stage and reason. What it claims is only that nothing changed since it was recorded
 * (人民法院在线诉讼规则 16); what came before the chain is for the judge (17, 18).
 */
export async function verifyProof(input: VerificationInput): Promise<VerificationResult> {
  const ed25519 = input.ed25519 ?? verifyEd25519;
  const proof = readProof(input.proof);
  const run = new Run();

  const trusted = await run.stage('trust', [], () => judgeTrust(input.trust, proof, ed25519));
  const subject = await run.stage('record', [trusted], () => judgeRecord(proof));
  const file = await run.stage('document', [subject], (known) =>
    judgeDocument(known, input.digests),
  );
  const leaf = await run.stage('log', [subject], (known) => judgeLog(known));
  const cosigners = await run.stage('courts', [trusted, subject], (trust, known) =>
    judgeCourts(known.proof, trust.edition, leaf, ed25519),
  );
  const signers = await run.stage('persons', [trusted, leaf, cosigners], (trust, known) =>
    judgePersons(known, trust.trust.network),
  );
  const times = await run.stage('time', [trusted, leaf, cosigners], (trust, known, counted) =>
    judgeTime(known, counted, trust.trust, ed25519),
  );
  const ledger = await run.stage('ledger', [trusted, leaf, cosigners], (trust, known) =>
    judgeLedger(known, trust.trust, trust.edition as Edition),
  );
  return report(run, { trusted, subject, file, leaf, cosigners, signers, times, ledger });
}

/** What the stages found; `undefined` for those that did not hold. */
interface Findings {
  readonly trusted: Trusted | undefined;
  readonly subject: Subject | undefined;
  /** Papers that the file is. */
  readonly file: readonly ShownPaper[] | undefined;
  readonly leaf: Leaf | undefined;
  readonly cosigners: readonly Cosigner[] | undefined;
  readonly signers: readonly Signer[] | undefined;
  readonly times: Times | undefined;
  readonly ledger: LedgerFacts | undefined;
}

type Defined<Needs extends readonly unknown[]> = {
  [Place in keyof Needs]: Exclude<Needs[Place], undefined>;
};

/** Runs stages and keeps how each ended. */
class Run {
  readonly #ends = new Map<StageId, StageEnd>();
  readonly #reached = new Set<StageId>();

  /** Runs one stage if everything it needs was found; gives what it found, `undefined` when it did not hold. */
  async stage<const Needs extends readonly unknown[], Found>(
    id: StageId,
    needs: Needs,
    judge: (...found: Defined<Needs>) => Found | Promise<Found>,
  ): Promise<Found | undefined> {
    if (needs.includes(undefined)) return undefined;
    this.#reached.add(id);
    try {
      const found = await judge(...(needs as unknown as Defined<Needs>));
      this.#ends.set(id, { state: 'ok' });
      return found;
    } catch (cause) {
      if (cause instanceof StageFailed)
        this.#ends.set(id, { state: 'failed', reason: cause.reason });
      else if (!(cause instanceof StageNotShown)) throw cause;
      return undefined;
    }
  }

  end(id: StageId): StageEnd {
    return this.#ends.get(id) ?? { state: 'notShown' };
  }

  /** Whether what the stage needs held, so that it was judged at all. */
  wasReached(id: StageId): boolean {
    return this.#reached.has(id);
  }
}

function report(run: Run, found: Findings): VerificationResult {
  const ends = (id: StageId) => run.end(id);
  const verdict = verdictOf(ends);
  const stage = namedStage(ends);
  const reason = stage === undefined ? undefined : run.end(stage).reason;
  const facts = sentenceFacts(found);
  return {
    verdict,
    ...(stage === undefined ? {} : { stage }),
    ...(reason === undefined ? {} : { reason }),
    ...(found.times === undefined || verdict === 'cannotDecide'
      ? {}
      : { asOf: found.times.asOf, recordedBy: found.times.recordedBy }),
    stages: STAGES.map((id) => ({
      ...{ id, ...run.end(id) },
      text: stageText(id, run.end(id), facts, run.wasReached(id)),
    })),
    text: verdictText(verdict, stage, facts),
    notice: noticeText(verdict),
    ...trustView(found.trusted),
    ...subjectView(found),
    members: found.cosigners ?? [],
    signers: found.signers ?? [],
    ...(found.ledger === undefined ? {} : { ledger: found.ledger }),
  };
}

function trustView(trusted: Trusted | undefined): Partial<VerificationResult> {
  if (trusted === undefined) return {};
  const last = trusted.trust.editions.at(-1) as TrustFile['editions'][number];
  const { edition, custody, k, origin } = trusted.edition ?? last.edition;
  const { fingerprint } = trusted;
  return { network: trusted.trust.network, origin, custody, k, fingerprint, edition };
}

function courtNameOf(code: string, trusted: Trusted | undefined): string | undefined {
  const courts = trusted?.edition?.members.flatMap((member) => member.courts);
  return courts?.find((court) => court.code === code)?.name;
}

function subjectView({
  trusted,
  subject,
  file,
  leaf,
  times,
}: Findings): Partial<VerificationResult> {
  if (subject === undefined) return {};
  const { index, block, txTime } =
    subject.proof.form === 'full' ? subject.proof.subject : subject.proof;
  const { record, behaviour } = subject;
  const courtName = courtNameOf((record ?? behaviour).court, trusted);
  const id = record === undefined ? behaviourId(behaviour) : recordId(record);
  return {
    ...(record === undefined ? { behaviour, position: subject.proof.position } : { record }),
    ...(subject.papers?.length ? { papers: subject.papers, filePapers: file ?? [] } : {}),
    ...(leaf?.batch === undefined ? {} : { batch: leaf.batch }),
    shown: subject.shown,
    ...(courtName === undefined ? {} : { courtName }),
    ...(leaf === undefined ? {} : { place: { id, index, size: leaf.size, block, txTime } }),
    ...(times === undefined ? {} : { times, lag: times.lag }),
  };
}

function papersFact(subject: Findings['subject']): Facts['papers'] {
  if (subject?.record?.kind !== 'filing') return undefined;
  return subject.papers?.length ? 'shown' : 'none';
}

function sentenceFacts({ trusted, subject, cosigners, times, ledger }: Findings): Facts {
  return {
    behaviour: subject?.behaviour !== undefined,
    papers: papersFact(subject),
    endorsed: ledger?.endorsers.length,
    ordered: ledger?.orderers.length,
    answered: ledger?.answerers.length,
    k: trusted?.edition?.k,
    counted: cosigners?.length,
    asOf: times?.asOf,
    recordedBy: times?.recordedBy,
    acted: times?.act,
    lag: times?.lag,
    outOfOrder: times !== undefined && timesOutOfOrder(times),
  };
}
