import { CunzhengError, canonicalize, demand, type ErrorCode, quorum } from '@cunzheng/domain';
import type { ChaincodeStub } from 'fabric-shim';
import { gatewayMember } from '../caller.ts';
import {
  openProposal,
  type Proposal,
  readProposals,
  type Subject,
  stageProposals,
} from '../state/proposals.ts';
import {
  readCourt,
  readEdition,
  readMember,
  readNetwork,
  stageCourt,
  stageEdition,
  stageMember,
  stageNetwork,
} from '../state/registry.ts';
import { TransactionState } from '../state/transaction-state.ts';
import {
  type CourtContent,
  type EditionContent,
  type MemberContent,
  parseCourt,
  parseEdition,
  parseMember,
  parseSeed,
} from './arguments.ts';
import { type MemberAtWork, memberAtWork } from './call.ts';

/** What a proposal or approval led to. `needed` is k of the members there were. */
export interface ProposalOutcome {
  readonly outcome: 'proposed' | 'inEffect';
  readonly approvals: readonly string[];
  readonly needed: number;
}

/**
 * `init({ networkId, members })`: seeds the network once. The submitter is one of the members.
 * Throws `INPUT_INVALID`, `GATEWAY_ROLE_MISSING`, `MEMBER_UNKNOWN`, `MEMBER_EXISTS` (seeded before).
 */
export async function init(stub: ChaincodeStub, [argument]: readonly string[]): Promise<string> {
  const caller = gatewayMember(stub);
  const { networkId, members } = parseSeed(argument as string);
  const ids = members.map((member) => member.id);
  demand(ids.includes(caller), 'MEMBER_UNKNOWN', 'submitter is not among the members');
  const state = new TransactionState(stub);
  const seeded = (await readNetwork(state)) !== undefined;
  demand(!seeded, 'MEMBER_EXISTS', 'network has its members already');
  stageNetwork(state, { networkId, members: ids });
  for (const { id, name } of members) stageMember(state, id, { name });
  state.keep();
  await state.flush();
  return canonicalize({ members: ids, networkId });
}

/** How proposals of one subject are read, and what brings them into effect. */
interface Election<Content> {
  readonly subject: Subject;
  readonly exists: ErrorCode;
  parse(argument: string): Content;
  nameOf(content: Content): string;
  inEffect(work: MemberAtWork, name: string): Promise<boolean>;
  demandPossible(work: MemberAtWork, content: Content): void;
  effect(work: MemberAtWork, content: Content): void;
}

const courtElection: Election<CourtContent> = {
  subject: 'court',
  exists: 'COURT_EXISTS',
  parse: parseCourt,
  nameOf: (content) => content.code,
  inEffect: async ({ state }, code) => (await readCourt(state, code)) !== undefined,
  demandPossible({ network }, { member }) {
    demand(network.members.includes(member), 'MEMBER_UNKNOWN', 'hosting member is unknown');
  },
  effect({ state }, { code, member, name }) {
    stageCourt(state, code, { member, name });
  },
};

const memberElection: Election<MemberContent> = {
  subject: 'member',
  exists: 'MEMBER_EXISTS',
  parse: parseMember,
  nameOf: (content) => content.id,
  inEffect: async ({ state }, id) => (await readMember(state, id)) !== undefined,
  demandPossible() {},
  effect({ state, network }, { id, name }) {
    stageMember(state, id, { name });
    stageNetwork(state, { ...network, members: [...network.members, id] });
  },
};

const editionElection: Election<EditionContent> = {
  subject: 'edition',
  exists: 'EDITION_EXISTS',
  parse: parseEdition,
  nameOf: (content) => String(content.edition),
  inEffect: async ({ state }, edition) => (await readEdition(state, Number(edition))) !== undefined,
  demandPossible() {},
  effect({ state }, { edition, digest }) {
    stageEdition(state, edition, { digest });
  },
};

/**
 * `proposeCourt({ code, name, member })`: opens a proposal; the proposer is its first approval. A member has one open
 * proposal of its own for a court, a new one takes its place; proposing what is already proposed approves it.
 * Throws `INPUT_INVALID`, `COURT_EXISTS` (in effect), `MEMBER_UNKNOWN`, `GATEWAY_ROLE_MISSING`.
 */
export function proposeCourt(stub: ChaincodeStub, args: readonly string[]): Promise<string> {
  return vote(stub, args[0] as string, courtElection, 'propose');
}

/**
 * `approveCourt({ code, name, member })`: approves the open proposal of exactly this content; in effect with the k-th
 * approval. A member counts once; approving again changes nothing.
 * Throws as `proposeCourt`, and `NOT_FOUND` (nothing is proposed), `PROPOSAL_DIFFERS` (something else is).
 */
export function approveCourt(stub: ChaincodeStub, args: readonly string[]): Promise<string> {
  return vote(stub, args[0] as string, courtElection, 'approve');
}

/** `proposeMember({ id, name })`: as `proposeCourt`; throws `MEMBER_EXISTS` when in effect. */
export function proposeMember(stub: ChaincodeStub, args: readonly string[]): Promise<string> {
  return vote(stub, args[0] as string, memberElection, 'propose');
}

/** `approveMember({ id, name })`: as `approveCourt`; k is that of the members before. */
export function approveMember(stub: ChaincodeStub, args: readonly string[]): Promise<string> {
  return vote(stub, args[0] as string, memberElection, 'approve');
}

/** `proposeEdition({ edition, digest })`: as `proposeCourt`, for an edition of the trust file; throws `EDITION_EXISTS`. */
export function proposeEdition(stub: ChaincodeStub, args: readonly string[]): Promise<string> {
  return vote(stub, args[0] as string, editionElection, 'propose');
}

/** `approveEdition({ edition, digest })`: as `approveCourt`. */
export function approveEdition(stub: ChaincodeStub, args: readonly string[]): Promise<string> {
  return vote(stub, args[0] as string, editionElection, 'approve');
}

async function vote<Content extends CourtContent | MemberContent | EditionContent>(
  stub: ChaincodeStub,
  argument: string,
  election: Election<Content>,
  way: 'propose' | 'approve',
): Promise<string> {
  const work = await memberAtWork(stub);
  const content = election.parse(argument);
  const name = election.nameOf(content);
  const settled = await election.inEffect(work, name);
  demand(!settled, election.exists, 'in effect already');
  election.demandPossible(work, content);
  const open = await readProposals(work.state, election.subject, name);
  const text = canonicalize({ ...content });
  if (way === 'approve') demandProposed(open, text);
  const { proposals, proposal } = openProposal(open, text, work.member);
  stageProposals(work.state, election.subject, name, proposals);
  const needed = quorum(work.network.members.length);
  const reached = proposal.approvals.length >= needed;
  if (reached) election.effect(work, content);
  work.state.keep();
  await work.state.flush();
  return canonicalize({
    approvals: proposal.approvals,
    needed,
    outcome: reached ? 'inEffect' : 'proposed',
  });
}

function demandProposed(open: readonly Proposal[], content: string): void {
  if (open.some((proposal) => proposal.content === content)) return;
  throw open.length === 0
    ? new CunzhengError('NOT_FOUND', 'nothing is proposed')
    : new CunzhengError('PROPOSAL_DIFFERS', 'something else is proposed');
}
