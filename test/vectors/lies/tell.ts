import { utf8Text } from '@cunzheng/domain';
import { writeCompact, written } from '@cunzheng/proof/testing';
import { plain, tell, wanted } from '../tale.ts';
import type { Lie } from './lie.ts';

/** The files of one lie's folder: the proof in the forms it comes in, the trust file, the file if one is given, what must be said. */
export async function filesOf(lie: Lie, document: Uint8Array): Promise<Record<string, Uint8Array>> {
  const draft = await draftOf(lie, document);
  const files: Record<string, Uint8Array> = {
    'trust.json': raw(written(draft.trust), lie.rawTrust),
  };
  if (lie.full) files['proof.json'] = raw(Buffer.from(JSON.stringify(draft.proof)), lie.rawFull);
  if (lie.compact) {
    const compact = writeCompact(draft.compact);
    files['compact.bin'] = lie.rawCompact ? lie.rawCompact(compact) : compact;
  }
  if (lie.file === 'recorded') files['document.pdf'] = document;
  if (typeof lie.file === 'function') files['document.pdf'] = lie.file(document);
  return { ...files, ...expectations(lie) };
}

async function draftOf(lie: Lie, document: Uint8Array) {
  if (lie.forge) return lie.forge(document);
  const tale = await tell(document);
  const draft = await (lie.full ? tale.story.draft(wanted(tale)) : plain(tale));
  await lie.bend?.(draft, tale);
  return draft;
}

function expectations(lie: Lie): Record<string, Uint8Array> {
  const files = { 'expect.json': page(lie.full ?? lie.compact) };
  const same = JSON.stringify(lie.full) === JSON.stringify(lie.compact);
  if (lie.full === undefined || lie.compact === undefined || same) return files;
  return { ...files, 'expect.compact.json': page(lie.compact) };
}

function page(value: unknown): Uint8Array {
  return Buffer.from(`${JSON.stringify(value, null, 2)}\n`);
}

function raw(bytes: Uint8Array, change?: (text: string) => string | Uint8Array): Uint8Array {
  if (change === undefined) return bytes;
  const changed = change(utf8Text(bytes));
  return typeof changed === 'string' ? Buffer.from(changed) : changed;
}
