import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { FilingView } from '../api-client/views.ts';
import { useMe } from '../app/queries.ts';
import { Draft, type DraftView } from './draft.ts';
import { READ_OF_FILING } from './queries.ts';

/** One for each filing and person, so that going from step to step loses nothing that is still on its way. */
const drafts = new Map<string, Draft>();

/** What is written of this filing on this device, and how to write it. */
export function useDraft(filing: FilingView): DraftView & { readonly draft: Draft } {
  const client = useQueryClient();
  const owner = useMe().data?.id ?? '';
  const draft = useMemo(() => {
    const key = `${owner} ${filing.id}`;
    const known = drafts.get(key);
    if (known !== undefined) return known;
    const fresh = new Draft(owner, filing, (view) => {
      if (view !== undefined) client.setQueryData(['filing', filing.id], view);
      for (const what of READ_OF_FILING)
        void client.invalidateQueries({ queryKey: [what, filing.id] });
    });
    drafts.set(key, fresh);
    return fresh;
  }, [owner, filing.id, client, filing]);
  useEffect(() => draft.receive(filing), [draft, filing]);
  const view = useSyncExternalStore(draft.subscribe, draft.view);
  return { ...view, draft };
}
