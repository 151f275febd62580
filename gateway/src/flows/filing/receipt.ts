import { demand, sha256Text, utf8 } from '@cunzheng/domain';
import { asc, eq } from 'drizzle-orm';
import type { Actor } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import { type ChainState, chainStates } from '../../chain-state.ts';
import { type Court, courtName } from '../../context.ts';
import {
  type FilingRoundRow,
  type FilingRow,
  filing,
  filingRound,
} from '../../store/tables/filing.ts';
import { verifyPageUrl } from '../../verify-url.ts';
import { authorizeFiling, partiesOf, roundPlace } from './load.ts';
import { noteReading } from './papers.ts';
import type { Manifest } from './records.ts';

/** One submission: what was handed in, by its digests, and what became of its record. Digests are base64url. */
export interface FilingRoundReceipt {
  readonly round: number;
  readonly submittedAt: string;
  readonly recordId: string;
  readonly chain: ChainState;
  /** Of the tree over the papers, as the record has them. */
  readonly size: number;
  readonly root: string;
  /** Digest of the parties and answers, which the record holds hidden. */
  readonly said: string;
  /** In the order of the tree, each with the salt of its leaf. */
  readonly papers: readonly {
    readonly id: string;
    readonly name: string;
    readonly salt: string;
    readonly sha256: string;
    readonly sm3: string;
  }[];
}

/** What shows that papers were handed in (民诉法 126, 登记立案规定 2). Times are ISO texts. */
export interface FilingReceipt {
  readonly id: string;
  readonly court: { readonly code: string; readonly name: string };
  readonly kind: FilingRow['kind'];
  readonly cause: string;
  readonly capacity: FilingRow['capacity'];
  readonly applicants: readonly string[];
  /** Where anybody can check a proof. */
  readonly verifyUrl: string;
  readonly rounds: readonly FilingRoundReceipt[];
}

/**
 * The receipt of a filing's submissions, for who filed and for officials of its court, whose reading is noted. Throws
 * `NOT_FOUND`, `NOT_PERMITTED`, `STATE_UNFIT` for what was not handed in yet.
 */
export async function readFilingReceipt(
  house: Court,
  actor: Actor,
  id: string,
): Promise<FilingReceipt> {
  const court = asActor(house, actor);
  const { db } = court.store;
  const [row] = await db.select().from(filing).where(eq(filing.id, id));
  authorizeFiling(actor, 'filing.read', row);
  demand(row.state !== 'draft', 'STATE_UNFIT', 'not handed in yet');
  await noteReading(court, actor, row, row.cause);
  const rounds = await db
    .select()
    .from(filingRound)
    .where(eq(filingRound.filing, id))
    .orderBy(asc(filingRound.round));
  const states = await chainStates(
    court.notary,
    rounds.map(({ recordId }) => recordId),
  );
  const parties = await partiesOf(db, id);
  await court.knowCourts([row.court]);
  const { kind, cause, capacity } = row;
  return {
    ...{ id, court: courtName(court, row.court), kind, cause, capacity },
    applicants: parties.flatMap(({ side, name }) => (side === 'applicant' ? [name] : [])),
    verifyUrl: verifyPageUrl(court),
    rounds: rounds.map((round) => roundReceipt(court, round, states(round.recordId))),
  };
}

function roundReceipt(
  { vault }: Court,
  { id, round, submittedAt, recordId, size, root, manifestSealed }: FilingRoundRow,
  chain: ChainState,
): FilingRoundReceipt {
  const { papers, said } = JSON.parse(vault.open(manifestSealed, roundPlace(id))) as Manifest;
  return {
    ...{ round, submittedAt: submittedAt.toISOString(), recordId, chain, size, root },
    said: sha256Text(utf8(said)),
    papers,
  };
}
