import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import { ApiProblem } from '../../api-client/problem.ts';
import type { Item } from './item.ts';

export type Outcome =
  | { readonly state: 'queued' | 'sending' | 'sent' | 'already' | 'stopped' }
  | { readonly state: 'failed'; readonly problem: ApiProblem };
export type Outcomes = ReadonlyMap<string, Outcome>;

/** True once the recipient has it, by this sending or an earlier one. */
export function isServed(outcome: Outcome | undefined): boolean {
  return outcome?.state === 'sent' || outcome?.state === 'already';
}

/** What had too many requests is tried again; the server counts them by the minute. */
const PAUSE_MS = 5_000;
const MOST_PAUSES = 15;

/**
 * Serves items one after the other, each in a request of its own, so that one refusal stops no other. Serving twice does
 * nothing: the server sends a document to a party once, and says so of an item that an earlier, unanswered request served.
 */
export function useRun() {
  const client = useQueryClient();
  const [outcomes, setOutcomes] = useState<Outcomes>(new Map());
  const [running, setRunning] = useState(false);
  const stopped = useRef(false);
  // Whoever leaves the page stops it; what was not sent is still in the list.
  useEffect(
    () => () => {
      stopped.current = true;
    },
    [],
  );
  const tell = (item: Item, outcome: Outcome) =>
    setOutcomes((before) => new Map(before).set(item.id, outcome));
  const start = async (items: readonly Item[]) => {
    stopped.current = false;
    setRunning(true);
    for (const item of items) tell(item, { state: 'queued' });
    for (const item of items) {
      if (stopped.current) {
        tell(item, { state: 'stopped' });
        continue;
      }
      tell(item, { state: 'sending' });
      const outcome = await serve(item, stopped);
      tell(item, outcome);
      if (isSignedOut(outcome)) stopped.current = true;
    }
    setRunning(false);
    // Who is signed in is asked too: when the session has ended, the way leads to the sign-in page.
    await client.invalidateQueries();
  };
  const stop = () => {
    stopped.current = true;
  };
  return { outcomes, running, start, stop, forget: () => setOutcomes(new Map()) };
}

function isSignedOut(outcome: Outcome): boolean {
  return outcome.state === 'failed' && outcome.problem.status === 401;
}

async function serve(item: Item, stopped: { readonly current: boolean }): Promise<Outcome> {
  for (let pauses = 0; ; pauses++) {
    try {
      await send(item);
      return { state: 'sent' };
    } catch (cause) {
      const problem = cause instanceof ApiProblem ? cause : new ApiProblem(0, undefined);
      if (problem.code === 'SERVICE_EXISTS') return { state: 'already' };
      if (problem.status !== 429 || pauses >= MOST_PAUSES || stopped.current)
        return { state: 'failed', problem };
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

function send({ documentId, partyId }: Item): Promise<unknown> {
  return body(
    api.POST('/api/v1/documents/{id}/services', {
      params: { path: { id: documentId } },
      body: { recipients: [partyId], channel: 'platform' },
    }),
  );
}
