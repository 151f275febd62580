import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api-client/client.ts';
import type { FilingPaper } from '../api-client/views.ts';

/** What left the list last, and how; it can be brought back. */
interface TakenOut {
  readonly paper: FilingPaper;
  readonly how: 'withdrawn' | 'replaced';
}

/** Takes papers out and brings back the last one that left. */
export function useTakingOut(filing: string, onChanged: () => void) {
  const [last, setLast] = useState<TakenOut>();
  const at = (paper: FilingPaper) => ({ params: { path: { id: filing, paper: paper.id } } });
  const withdraw = useMutation({
    mutationFn: (paper: FilingPaper) =>
      api.DELETE('/api/v1/filings/{id}/papers/{paper}', at(paper)),
    onSuccess: (_, paper) => {
      setLast({ paper, how: 'withdrawn' });
      onChanged();
    },
  });
  const restore = useMutation({
    mutationFn: (paper: FilingPaper) =>
      api.POST('/api/v1/filings/{id}/papers/{paper}/restoration', at(paper)),
    onSettled: () => {
      setLast(undefined);
      onChanged();
    },
  });
  return {
    last,
    error: withdraw.error ?? restore.error ?? undefined,
    withdraw: (paper: FilingPaper) => withdraw.mutate(paper),
    undo: () => last && restore.mutate(last.paper),
    /** Told by whoever sends another in its place. */
    replaced: (paper: FilingPaper) => setLast({ paper, how: 'replaced' }),
  };
}
