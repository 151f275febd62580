import { fromBase64Url } from '@cunzheng/domain';
import type { Draft, ProofEntry } from '@cunzheng/proof/testing';
import type { Tale } from '../tale.ts';

/** What a verifier must say. */
export interface Expect {
  readonly verdict: 'unalteredSinceRecorded' | 'recorded' | 'differs' | 'cannotDecide';
  readonly stage?: string;
  readonly reason?: string;
}

/** One lie: how it is made, and what must be said to each form of the proof it comes in. */
export interface Lie {
  /** A sentence for whoever reads the list. */
  readonly what: string;
  readonly full?: Expect;
  readonly compact?: Expect;
  /** Makes the proof in both forms; without it the tale's own proof, not-before included, is the start. */
  readonly forge?: (document: Uint8Array) => Promise<Draft>;
  /** Bends the proof before it is written. */
  readonly bend?: (draft: Draft, tale: Tale) => void | Promise<void>;
  readonly rawFull?: (text: string) => string | Uint8Array;
  readonly rawCompact?: (bytes: Uint8Array) => Uint8Array;
  readonly rawTrust?: (text: string) => string | Uint8Array;
  /** The file handed in: none, the recorded one, or another. */
  readonly file?: 'recorded' | ((document: Uint8Array) => Uint8Array);
}

export type Lies = Readonly<Record<string, Lie>>;

export function cannotDecide(stage: string, reason: string): Expect {
  return { verdict: 'cannotDecide', stage, reason };
}

export const differs: Expect = {
  verdict: 'differs',
  stage: 'document',
  reason: 'DOCUMENT_DIFFERS',
};
export const unaltered: Expect = { verdict: 'unalteredSinceRecorded' };
export const recorded: Expect = { verdict: 'recorded' };

/** The same path in both forms. */
export function setPath(draft: Draft, path: readonly string[]): void {
  draft.proof.subject.path = [...path];
  draft.compact.path = path.map(fromBase64Url);
}

/** The support entry of one kind. */
export function supportOf(draft: Draft, kind: string, last = false): ProofEntry {
  const entries = draft.proof.support.filter(({ record }) => record.kind === kind);
  return (last ? entries.at(-1) : entries[0]) as ProofEntry;
}

/** The text with one place changed. Throws `TypeError` when that place is not there exactly once. */
export function replaceOnce(text: string, from: string, to: string): string {
  if (text.split(from).length !== 2) throw new TypeError(`not once: ${from}`);
  return text.replace(from, () => to);
}
