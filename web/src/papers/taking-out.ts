import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api-client/client.ts';
import type { FilingPaper } from '../api-client/views.ts';

/** What left the list last, and how; it can be brought back. */
interface TakenOut {
  readonly paper: FilingPaper;
  readonly how: 'withdrawn' | 'replaced';
  /** Ids of the papers above it, so that it is told where it was. */
  readonly above: readonly string[];
}

/** Takes papers out and brings back the last one that left. */
export function useTakingOut(filing: string, onChanged: () => void) {
  const [last, setLast] = useState<TakenOut>();
  const at = (paper: FilingPaper) => ({ params: { path: { id: filing, paper: paper.id } } });
  const withdraw = useMutation({
    mutationFn: ({ paper }: Pick<TakenOut, 'paper' | 'above'>) =>
      api.DELETE('/api/v1/filings/{id}/papers/{paper}', at(paper)),
    onSuccess: (_, { paper, above }) => {
      setLast({ paper, how: 'withdrawn', above });
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
    withdraw: (paper: FilingPaper, above: readonly string[]) => withdraw.mutate({ paper, above }),
    undo: () => last && restore.mutate(last.paper),
    /** Told by whoever sends another in its place. */
    replaced: (paper: FilingPaper, above: readonly string[]) =>
      setLast({ paper, how: 'replaced', above }),
  };
}
