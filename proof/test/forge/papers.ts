import {
  fromBase64Url,
  type Json,
  type Paper,
  type Sha256,
  type Sm3,
  showPapers,
  toBase64Url,
  utf8,
} from '@cunzheng/domain';
import type { CompactDraft } from './compact-draft.ts';
import type { ProofDraft } from './draft.ts';
import { fileDigests } from './file-digests.ts';
import { randomTag } from './keys.ts';

/** A file as a paper of a list, under a fresh salt. */
export function paperOf(name: string, file: Uint8Array): Paper {
  const { sha256, sm3 } = fileDigests(file);
  const digests = { sha256: toBase64Url(sha256) as Sha256, sm3: toBase64Url(sm3) as Sm3 };
  return { salt: randomTag(), name, ...digests };
}

/** Shows papers of a list, by their places, in both forms of a draft. */
export async function showIn(
  draft: { readonly proof: ProofDraft; readonly compact: CompactDraft },
  { list, shown: places }: { readonly list: readonly Paper[]; readonly shown: readonly number[] },
): Promise<void> {
  const shown = await showPapers(list, places);
  draft.proof.papers = structuredClone(shown) as unknown as Json[];
  draft.compact.papers = shown.map(({ position, paper, path }) => ({
    position,
    salt: fromBase64Url(paper.salt),
    sha256: fromBase64Url(paper.sha256),
    sm3: fromBase64Url(paper.sm3),
    name: utf8(paper.name),
    path: path.map(fromBase64Url),
  }));
}
