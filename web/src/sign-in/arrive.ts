import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearchParams } from 'react-router';
import type { Me } from '../api-client/views.ts';
import { becomeOther, homeOf, wayBack } from '../app/queries.ts';

/** What follows a sign-in: what another person read is forgotten, and the page he came for opens. */
export function useArrive(): (me: Me) => Promise<void> {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  return async (me) => {
    await becomeOther(client, me);
    await navigate(wayBack(search.get('back')) ?? homeOf(me), { replace: true });
  };
}
