import { type MisconductResult, verifyMisconduct } from './misconduct.ts';
import { misconductText } from './sentences/misconduct.ts';
import type { Language } from './sentences/sentences.ts';

/** 0 the members named did it; 13 two logs, not shown whose doing; 12 nothing is shown. */
export const MISCONDUCT_EXIT_CODES = { misconduct: 0, forked: 13, cannotDecide: 12 } as const;

/** Verifies two notes and gives what is printed, and the exit code. */
export async function judgeMisconduct(
  notes: readonly [Uint8Array, Uint8Array],
  trust: Uint8Array,
  print: { readonly json: boolean; readonly language: Language },
): Promise<{ readonly output: string; readonly code: number }> {
  const result = await verifyMisconduct({ notes, trust });
  const output = print.json ? JSON.stringify(result, undefined, 2) : words(result, print.language);
  return { output: `${output}\n`, code: MISCONDUCT_EXIT_CODES[result.verdict] };
}

function words(result: MisconductResult, language: Language): string {
  const lines = misconductText(result, language);
  if (result.verdict === 'cannotDecide') return lines.join('\n');
  const notes = result.roots.map(
    (root, i) => `${'AB'[i]} size ${result.size} root ${root}: ${result.signers[i]?.join(', ')}`,
  );
  return [...lines, '', ...notes].join('\n');
}
