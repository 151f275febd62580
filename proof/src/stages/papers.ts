import {
  type CourtRecord,
  CunzhengError,
  checkPaper,
  equalBytes,
  fromBase64Url,
  type Json,
  type Papers,
  type ShownPaper,
  toBase64Url,
  verifyPaper,
} from '@cunzheng/domain';
import type { CompactParts } from '../compact.ts';
import { demandFields, type RawFullProof, readPath } from '../proof.ts';

/** Digests of a file, 32 bytes each. */
export interface FileDigests {
  readonly sha256: Uint8Array;
  readonly sm3?: Uint8Array;
}

/** The list of papers that a record commits to; undefined for every record but a submission. */
export function papersIn(record: CourtRecord): Papers | undefined {
  return 'papers' in record ? record.papers : undefined;
}

/**
 * The papers that a proof shows of its record's list, each proven to stand there. Throws `INPUT_INVALID`,
 * `PAPER_MALFORMED`.
 */
export function provenPapers(
  proof: RawFullProof | CompactParts,
  record: CourtRecord,
): readonly ShownPaper[] {
  if (proof.papers === undefined) return [];
  const papers = papersIn(record);
  const shown = proof.form === 'full' ? readShown(proof.papers) : proof.papers.map(asShown);
  if (papers === undefined || shown.length === 0) refuse('no list to show papers of');
  demandRising(shown);
  for (const one of shown) verifyPaper(papers, one);
  return shown;
}

/** The papers that a file is, by its own digests. */
export function papersOfFile(
  papers: readonly ShownPaper[],
  { sha256, sm3 }: FileDigests,
): ShownPaper[] {
  return papers.filter(
    ({ paper }) =>
      equalBytes(fromBase64Url(paper.sha256), sha256) &&
      (sm3 === undefined || equalBytes(fromBase64Url(paper.sm3), sm3)),
  );
}

function refuse(why: string): never {
  throw new CunzhengError('INPUT_INVALID', `papers: ${why}`);
}

function readShown(value: Json): ShownPaper[] {
  if (!Array.isArray(value)) refuse('list expected');
  return (value as Json[]).map((item) => {
    const { position, paper, path } = demandFields(item, ['position', 'paper', 'path']);
    if (!Number.isSafeInteger(position)) refuse('place expected');
    return {
      position: position as number,
      paper: checkPaper(paper),
      path: readPath(path).map(toBase64Url),
    };
  });
}

function asShown({
  position,
  paper,
  path,
}: NonNullable<CompactParts['papers']>[number]): ShownPaper {
  return { position, paper: checkPaper(paper), path: path.map(toBase64Url) };
}

function demandRising(shown: readonly ShownPaper[]): void {
  for (const [i, { position }] of shown.entries())
    if (i > 0 && position <= (shown[i - 1] as ShownPaper).position) refuse('places do not rise');
}
