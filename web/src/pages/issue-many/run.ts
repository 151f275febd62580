import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import type { DocumentView } from '../../api-client/views.ts';
import { signMessage, sittingPoint } from '../../signing/sitting-key.ts';

export type Outcome = 'waiting' | 'signing' | 'issued' | 'served' | { readonly error: unknown };
export type Outcomes = ReadonlyMap<string, Outcome>;

/** True once it is issued, and served where that was wanted. */
export function isDone(outcome: Outcome | undefined): boolean {
  return outcome === 'issued' || outcome === 'served';
}

/** Issues documents one after the other, each by a signature of its own; one that fails keeps no other from it. */
export function useRun() {
  const client = useQueryClient();
  const [outcomes, setOutcomes] = useState<Outcomes>(new Map());
  const [running, setRunning] = useState(false);
  const set = (id: string, outcome: Outcome) =>
    setOutcomes((known) => new Map(known).set(id, outcome));
  const start = async (documents: readonly DocumentView[], serve: boolean) => {
    setRunning(true);
    for (const { id } of documents) set(id, 'waiting');
    for (const document of documents) {
      set(document.id, 'signing');
      const outcome = await issueOne(document, serve).catch((error: unknown) => ({ error }));
      set(document.id, outcome);
    }
    setRunning(false);
    await client.invalidateQueries();
  };
  return { outcomes, running, start };
}

async function issueOne(document: DocumentView, serve: boolean): Promise<Outcome> {
  const { id, addressee } = document;
  const path = { id };
  // One that an earlier try issued is only to be served.
  const { state, services } = await body(api.GET('/api/v1/documents/{id}', { params: { path } }));
  if (state === 'draft') await sign(id);
  if (!serve || addressee === undefined) return 'issued';
  if (services.length > 0) return 'served';
  await body(
    api.POST('/api/v1/documents/{id}/services', {
      params: { path },
      body: { recipients: [addressee.id], channel: 'platform' },
    }),
  );
  return 'served';
}

async function sign(id: string): Promise<void> {
  const { actId, message } = await body(
    api.POST('/api/v1/documents/{id}/signing', {
      params: { path: { id } },
      body: { point: await sittingPoint() },
    }),
  );
  const signature = await signMessage(message);
  await body(
    api.POST('/api/v1/acts/{actId}/signature', {
      params: { path: { actId } },
      body: { signature },
    }),
  );
}
