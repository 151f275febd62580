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

/**
 * The same paper with such characters spelled out as `〔U+20BB7〕`, so that nobody whose name has a rare character is kept from
 * filing; what a reader cannot see he can look up.
 */
export function spellMissingGlyphs(paper: Paper): Paper {
  const missing = new Set(missingGlyphs(paper));
  return missing.size === 0 ? paper : (spelled(paper, missing) as Paper);
}

function spelled(value: unknown, missing: ReadonlySet<string>): unknown {
  if (typeof value === 'string')
    return [...value].map((each) => (missing.has(each) ? codePointOf(each) : each)).join('');
  if (Array.isArray(value)) return value.map((each) => spelled(each, missing));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, spelled(each, missing)]),
  );
}

function codePointOf(character: string): string {
  return `〔U+${(character.codePointAt(0) as number).toString(16).toUpperCase()}〕`;
}
