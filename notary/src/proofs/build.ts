import {
  type CourtRecord,
  CunzhengError,
  consistencyPath,
  editionFor,
  encodeEntry,
  equalBytes,
  inclusionPath,
  leafHash,
  type NetworkId,
  type Opening,
  type Paper,
  papersOf,
  parseCheckpoint,
  parseRecord,
  type RecordId,
  rootFromInclusion,
  showPapers,
  toBase64Url,
} from '@cunzheng/domain';
import {
  compactOf,
  encodeCompact,
  encodeFullProof,
  type FullProof,
  type ProvenRecord,
} from '@cunzheng/proof';
import type { EvidenceSource } from '../ledger/index.ts';
import { cosignaturesOnly, type NotaryLog, type PublishedCheckpoint } from '../log/index.ts';
import { addLedgerPart } from './ledger-part.ts';

/** Where the openings of hidden fields are kept. */
export interface OpeningStore {
  openings(id: RecordId): Promise<readonly Opening[]> | readonly Opening[];
}

/** The whole list that a submission commits to, in its order, and the places of those that the holder shows. */
export interface ChosenPapers {
  readonly list: readonly Paper[];
  readonly shown: readonly number[];
}

export interface ProofChoice {
  /** Names of the hidden fields that the holder shows; all of them when absent. */
  readonly shown?: readonly string[];
  /** The papers of a submission, and which of them are shown; none are without. */
  readonly papers?: ChosenPapers | undefined;
  /** Where a full proof's ledger part comes from; it has none without. */
  readonly evidence?: EvidenceSource | undefined;
  /** Is told why there is no ledger part although there is a source. */
  readonly onLeftOut?: ((why: string) => void) | undefined;
}

/** What a proof is built against: one checkpoint for everything in it. */
export interface Ground {
  readonly log: NotaryLog;
  readonly checkpoint: PublishedCheckpoint;
}

/**
 * JSON bytes of the full proof of a record: the record, those it refers to, each with its path in the newest
 * checkpoint, the checkpoint that the signer had seen, if it was kept, and what the ledger shows of the transaction, as
 * far as its peers answer.
 * Throws `NOT_YET_PROVEN` when no checkpoint covers the record, `INPUT_INVALID` for a field to be shown that the record
 * does not hide, for a list of papers that it does not commit to and for a place that the list has not, `PAPER_MALFORMED`
 * for what is no list of papers, `LOG_CORRUPT` when the stored tiles do not lead to the checkpoint.
 */
export async function buildFullProof(
  log: NotaryLog,
  store: OpeningStore,
  id: RecordId,
  { shown, papers, evidence, onLeftOut }: ProofChoice = {},
): Promise<Uint8Array> {
  const ground = demandGround(log);
  const subject = await prove(ground, id, choose(await store.openings(id), shown));
  const support = await proveReferences(ground, subject.record);
  const notBefore = await proveSeen(ground, subject.record);
  const listed = await proveShown(subject.record, papers);
  const proof = { ...frame(ground, subject), support, ...notBefore, ...listed };
  if (evidence === undefined) return encodeFullProof(proof);
  const part = await addLedgerPart(proof, log.trust, evidence);
  if (part.leftOut !== undefined) onLeftOut?.(part.leftOut);
  return encodeFullProof(part.proof);
}

/**
 * Bytes of the compact proof of a record, at most 1,600. Without a choice all hidden fields are shown if they fit, else
 * none; papers that are shown come first. Throws as `buildFullProof`, and `INPUT_INVALID` when the chosen fields or papers
 * do not fit.
 */
export async function buildCompactProof(
  log: NotaryLog,
  store: OpeningStore,
  id: RecordId,
  { shown, papers }: ProofChoice = {},
): Promise<Uint8Array> {
  const ground = demandGround(log);
  const subject = await prove(ground, id, choose(await store.openings(id), shown));
  const listed = await proveShown(subject.record, papers);
  const encode = (openings: readonly Opening[]) =>
    encodeCompact(compactOf({ ...frame(ground, { ...subject, openings }), ...listed }, log.trust));
  try {
    return encode(subject.openings);
  } catch (error) {
    if (!(error instanceof CunzhengError) || shown !== undefined) throw error;
    return encode([]);
  }
}

/** The newest checkpoint. Throws `NOT_YET_PROVEN` when there is none. */
export function demandGround(log: NotaryLog): Ground {
  const checkpoint = log.checkpoint();
  if (checkpoint === undefined) throw new CunzhengError('NOT_YET_PROVEN', 'no checkpoint yet');
  return { log, checkpoint };
}

function frame(ground: Ground, subject: ProvenRecord): FullProof {
  return { format: 'cunzheng-proof/1', ...standing(ground), subject, support: [] };
}

/** What every proof names of its checkpoint. */
export function standing({ log, checkpoint }: Ground) {
  return {
    network: log.trust.network as NetworkId,
    edition: editionFor(log.trust, checkpoint.checkpoint.size).edition,
    checkpoint: cosignaturesOnly(checkpoint),
  };
}

/** The openings that the holder shows. Throws `INPUT_INVALID` for a field that is not hidden. */
export function choose(
  openings: readonly Opening[],
  shown: readonly string[] | undefined,
): readonly Opening[] {
  if (shown === undefined) return openings;
  return [...new Set(shown)].map((name) => {
    const opening = openings.find((candidate) => candidate[1] === name);
    if (opening === undefined)
      throw new CunzhengError('INPUT_INVALID', `the record hides no field ${name}`);
    return opening;
  });
}

async function prove(
  ground: Ground,
  id: RecordId,
  openings: readonly Opening[],
): Promise<ProvenRecord> {
  const place = await ground.log.locate(id);
  const { entry, ...proven } = await proveEntry(ground, place?.index);
  return { ...proven, record: parseRecord(entry.bytes), openings };
}

/**
 * An entry of the log with its path in the checkpoint. Throws `NOT_YET_PROVEN` when the log has none or the checkpoint
 * does not cover it, `LOG_CORRUPT`.
 */
export async function proveEntry({ log, checkpoint }: Ground, index: number | undefined) {
  const { size, root } = checkpoint.checkpoint;
  if (index === undefined || index >= size)
    throw new CunzhengError('NOT_YET_PROVEN', 'no checkpoint covers this yet');
  const entry = await log.entry(index);
  const path = await inclusionPath(index, size, log.node);
  const found = rootFromInclusion(index, size, leafHash(encodeEntry(entry)), path);
  if (!equalBytes(found, root))
    throw new CunzhengError('LOG_CORRUPT', `entry ${index} does not lead to the checkpoint`);
  const { block, txTime } = entry;
  return { entry, index, block, txTime, path: path.map(toBase64Url) };
}

/** The records that a record refers to, directly or through another, by rising index; their hidden fields stay hidden. */
async function proveReferences(ground: Ground, record: CourtRecord): Promise<ProvenRecord[]> {
  const found = new Map<RecordId, ProvenRecord>();
  const waiting = referencesOf(record);
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue;
    const proven = await prove(ground, id, []);
    found.set(id, proven);
    waiting.push(...referencesOf(proven.record));
  }
  return [...found.values()].sort((a, b) => a.index - b.index);
}

function referencesOf(record: CourtRecord): RecordId[] {
  if (record.kind === 'document') return [record.key];
  if (record.kind === 'service') return [record.document];
  if (record.kind === 'receipt') return [record.key, record.service];
  if (record.kind !== 'filing') return [];
  return record.filing === undefined ? [record.key] : [record.key, record.filing];
}

/**
 * The papers that the holder shows. Throws `INPUT_INVALID` when the record commits to no list or to another, or the list
 * has no paper at a place; `PAPER_MALFORMED` for what is no list of papers.
 */
async function proveShown(
  record: CourtRecord,
  papers: ChosenPapers | undefined,
): Promise<Pick<FullProof, 'papers'>> {
  if (papers === undefined || papers.shown.length === 0) return {};
  const committed = 'papers' in record ? record.papers : undefined;
  const shown = await showPapers(papers.list, papers.shown);
  if (committed?.root !== (await papersOf(papers.list)).root)
    throw new CunzhengError('INPUT_INVALID', 'the record commits to no such list of papers');
  return { papers: shown };
}

/** The checkpoint that the signer names, if it was kept and is this log's: he did not sign before it. */
async function proveSeen(
  { log, checkpoint }: Ground,
  record: CourtRecord,
): Promise<Pick<FullProof, 'notBefore'>> {
  const seen = 'checkpoint' in record ? record.checkpoint : undefined;
  if (seen === undefined || seen.size === 0) return {};
  const note = await log.checkpointAt(seen.size);
  if (note === undefined) return {};
  if (toBase64Url(parseCheckpoint(note).checkpoint.root) !== seen.root) return {};
  const path = await consistencyPath(seen.size, checkpoint.checkpoint.size, log.node);
  return { notBefore: { checkpoint: note, path: path.map(toBase64Url) } };
}
