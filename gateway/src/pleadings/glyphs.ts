import { CunzhengError } from '@cunzheng/domain';
import type { Paper } from '@cunzheng/domain/pleadings';
import { fontFor } from '../pdf/fonts.ts';

/**
 * Characters of a paper that no font of ours draws, each once, so that the person can be told which to write another way before
 * `makePleadingPdf` refuses the whole. Empty for almost every paper.
 */
export function missingGlyphs(paper: Paper): string[] {
  const text = textsOf(paper.blocks).join('');
  return [...new Set(text)].filter((character) => !/[\n☑]/u.test(character) && !isDrawn(character));
}

function isDrawn(character: string): boolean {
  try {
    fontFor(character, 'text');
    return true;
  } catch (error) {
    if (error instanceof CunzhengError && error.code === 'GLYPH_MISSING') return false;
    throw error;
  }
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}
