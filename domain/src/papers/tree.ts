import * as Type from 'typebox';
import { fromBase64Url, toBase64Url } from '../bytes.ts';
import { demand } from '../errors.ts';
import { inclusionPath, nodeHash, treeRoot, verifyInclusion } from '../log/merkle.ts';
import { Sha256Schema } from '../record/fields.ts';
import { checkPaper, type Paper, paperLeaf } from './paper.ts';

/** Papers of one list at most. */
export const MAX_PAPERS = 500;

/** A list of papers as a record commits to it: how many they are, and the root of the tree over them in their order. */
export const PapersSchema = Type.Object(
  { size: Type.Integer({ minimum: 1, maximum: MAX_PAPERS }), root: Sha256Schema },
  { additionalProperties: false },
);
export type Papers = Type.Static<typeof PapersSchema>;

/** One paper shown out of a list: its place there, from 0, and the hashes (base64url) that lead to the list's root. */
export interface ShownPaper {
  readonly position: number;
  readonly paper: Paper;
  readonly path: readonly string[];
}

/**
 * The commitment to these papers in this order: an RFC 9162 tree over their leaves.
 * Throws `PAPER_MALFORMED` for no papers, more than 500, or something that is none.
 */
export async function papersOf(papers: readonly Paper[]): Promise<Papers> {
  const root = await treeRoot(papers.length, nodesOver(papers));
  return { size: papers.length, root: toBase64Url(root) as Papers['root'] };
}

/**
 * These papers of a list, by their places, so that nothing is told of the others but how many they are. Rising places,
 * each once. Throws `PAPER_MALFORMED`; `INPUT_INVALID` for a place that the list has not.
 */
export async function showPapers(
  papers: readonly Paper[],
  positions: readonly number[],
): Promise<ShownPaper[]> {
  const read = nodesOver(papers);
  const wanted = [...new Set(positions)].sort((a, b) => a - b);
  return Promise.all(
    wanted.map(async (position) => {
      const paper = papers[position];
      demand(paper !== undefined, 'INPUT_INVALID', 'the list has no paper at that place');
      const path = await inclusionPath(position, papers.length, read);
      return { position, paper, path: path.map(toBase64Url) };
    }),
  );
}

/** Throws `INPUT_INVALID` unless the paper stands at its place in the list that was committed to. */
export function verifyPaper({ size, root }: Papers, shown: ShownPaper): void {
  const path = shown.path.map(fromBase64Url);
  verifyInclusion(shown.position, size, paperLeaf(shown.paper), path, fromBase64Url(root));
}

/** Hashes of complete subtrees over the leaves of the papers. Throws `PAPER_MALFORMED`. */
function nodesOver(papers: readonly Paper[]): (level: number, index: number) => Uint8Array {
  const fits = papers.length >= 1 && papers.length <= MAX_PAPERS;
  demand(fits, 'PAPER_MALFORMED', 'a list has 1 to 500 papers');
  const leaves = papers.map((paper) => paperLeaf(checkPaper(paper)));
  const read = (level: number, index: number): Uint8Array =>
    level === 0
      ? (leaves[index] as Uint8Array)
      : nodeHash(read(level - 1, 2 * index), read(level - 1, 2 * index + 1));
  return read;
}
