import type { Json } from '@cunzheng/domain';
import { compositeKey, KEY_TYPES } from './keys.ts';
import { readJson, stageJson } from './registry.ts';
import type { TransactionState } from './transaction-state.ts';

export type Subject = 'court' | 'member' | 'edition';

/** A proposal that is not in effect, or was the one that came into effect. */
export interface Proposal {
  /** Canonical text of what is proposed: approvals are of the identical content. */
  readonly content: string;
  /** Members that approve; the first proposed it. */
  readonly approvals: readonly string[];
}

/** Proposals for one court code, member id or edition, at most one per proposing member, oldest first. */
export async function readProposals(
  state: TransactionState,
  subject: Subject,
  name: string,
): Promise<readonly Proposal[]> {
  return (await readJson<Proposal[]>(state, proposalKey(subject, name))) ?? [];
}

export function stageProposals(
  state: TransactionState,
  subject: Subject,
  name: string,
  proposals: readonly Proposal[],
): void {
  stageJson(state, proposalKey(subject, name), proposals as unknown as Json);
}

/**
 * The proposals after `member` has proposed or approved `content`. Rival proposals stand beside each other, so that
 * nobody can block a court by proposing it first.
 */
export function openProposal(
  open: readonly Proposal[],
  content: string,
  member: string,
): { proposals: readonly Proposal[]; proposal: Proposal } {
  const known = open.find((candidate) => candidate.content === content);
  if (known === undefined) {
    const proposal = { content, approvals: [member] };
    return {
      proposal,
      proposals: [...open.filter((other) => other.approvals[0] !== member), proposal],
    };
  }
  if (known.approvals.includes(member)) return { proposal: known, proposals: open };
  const proposal = { content, approvals: [...known.approvals, member] };
  return { proposal, proposals: open.map((other) => (other === known ? proposal : other)) };
}

function proposalKey(subject: Subject, name: string): string {
  return compositeKey(KEY_TYPES.proposal, subject, name);
}
