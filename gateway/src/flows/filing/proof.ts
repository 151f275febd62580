import { CunzhengError, demand, type RecordId } from '@cunzheng/domain';
import { eq } from 'drizzle-orm';
import type { Actor } from '../../access/policy.ts';
import { asActor } from '../../access/scoped.ts';
import type { Court } from '../../context.ts';
import { filingRound } from '../../store/tables/filing.ts';
import { demandProven, type ProofFile, proofFile } from '../verification/records.ts';
import { roundPlace } from './load.ts';
import type { Manifest } from './records.ts';

/** Which papers of a submission a proof shows, by their ids. */
export interface ShownPapers {
  readonly form: 'full' | 'compact';
  readonly papers: readonly string[];
}

/**
 * The proof of papers handed in, for who may have that of their record: whoever has it and the file of a paper that it
 * shows finds the file in it, and nothing of the other papers but how many they are. Hidden fields are opened as far as
 * they fit. Throws `NOT_FOUND` (also for a record that hands in no papers), `NOT_PERMITTED`, `NOT_YET_PROVEN`,
 * `INPUT_INVALID` for a paper that was not handed in with it, and for more than a compact proof has room for.
 */
export async function readPapersProof(
  house: Court,
  actor: Actor,
  record: string,
  { form, papers }: ShownPapers,
): Promise<ProofFile> {
  const court = asActor(house, actor);
  const place = await demandProven(court, actor, record);
  const handedIn = await papersOf(court, record);
  const list = handedIn.map(({ id: _, ...paper }) => paper);
  const shown = papers.map((id) => handedIn.findIndex((paper) => paper.id === id));
  demand(!shown.includes(-1), 'INPUT_INVALID', 'not a paper of this submission');
  const id = record as RecordId;
  const bytes = await court.notary.proof(id, form, undefined, { list, shown });
  return proofFile(place, record, form, bytes);
}

/** Papers as they were handed in with a record, with the salts that nobody else has. */
async function papersOf(court: Court, record: string): Promise<Manifest['papers']> {
  const { db } = court.store;
  const [round] = await db.select().from(filingRound).where(eq(filingRound.recordId, record));
  if (round === undefined) throw new CunzhengError('NOT_FOUND');
  const text = court.vault.open(round.manifestSealed, roundPlace(round.id));
  return (JSON.parse(text) as Manifest).papers;
}
