import type { ChainState, DocumentView, ServiceView } from '../api-client/views.ts';

/** The state to show for a service in one badge: what differs from the chain goes before the last act's state. */
export function standingOf(service: ServiceView): ChainState {
  return differingOf(statesOf(service)) ?? service.receipts.at(-1)?.chain ?? service.chain;
}

/** The same for a document with everything sent of it; none for a draft. */
export function documentStanding(document: DocumentView): ChainState | undefined {
  const states = document.chain === undefined ? [] : [document.chain];
  return differingOf([...states, ...document.services.flatMap(statesOf)]) ?? document.chain;
}

/** The first state of these that says tables and chain differ, with everything in which they do. */
export function differingOf(states: readonly ChainState[]): ChainState | undefined {
  const first = states.find(({ state }) => state === 'differs');
  if (first === undefined) return undefined;
  return { ...first, differs: [...new Set(states.flatMap(({ differs = [] }) => differs))] };
}

export function statesOf(service: ServiceView): ChainState[] {
  return [service.chain, ...service.receipts.map(({ chain }) => chain)];
}
