import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body } from '../api-client/client.ts';
import { ApiProblem } from '../api-client/problem.ts';
import type { Me, NetworkView } from '../api-client/views.ts';
import { forgetForms, forgetOthers } from '../kept/forms.ts';

/** Who is signed in; `null` when nobody is. */
export function useMe() {
  return useQuery({
    queryKey: ['me'],
    staleTime: 60_000,
    queryFn: async (): Promise<Me | null> => {
      try {
        return await body(api.GET('/api/v1/session'));
      } catch (problem) {
        if (problem instanceof ApiProblem && problem.status === 401) return null;
        throw problem;
      }
    },
  });
}

/** The ledger's network, its members and newest checkpoint. */
export function useNetwork() {
  return useQuery({
    queryKey: ['network'],
    refetchInterval: 30_000,
    queryFn: (): Promise<NetworkView> => body(api.GET('/api/v1/network')),
  });
}

/** What stands around every page whoever reads it: it would go and come again, and move the page under a finger. */
const AROUND: ReadonlySet<unknown> = new Set(['me', 'network', 'hotline']);

/** Another person sits here now: what the last one read, and had filled in, is forgotten. */
export async function becomeOther(client: QueryClient, me: Me | null): Promise<void> {
  await (me === null ? forgetForms() : forgetOthers(me.id));
  // An answer still on its way was asked for by the last one, and would count as the newest.
  await client.cancelQueries();
  client.removeQueries({ predicate: ({ queryKey: [first] }) => !AROUND.has(first) });
  client.setQueryData(['me'], me);
  void client.invalidateQueries({ queryKey: ['network'] });
}

/** Ends the session and forgets everything this page had read. */
export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.DELETE('/api/v1/session'),
    onSuccess: () => becomeOther(client, null),
  });
}

export function isStaff(me: Me | null | undefined): boolean {
  return me?.roles.some((entry) => entry.role !== 'litigant') ?? false;
}

export function isAdministrator(me: Me | null | undefined): boolean {
  return me?.roles.some((entry) => entry.role === 'administrator') ?? false;
}

const REVIEWERS = ['clerk', 'filingReviewer', 'administrator'];

/** Whether the person looks at who people are and for whom they act. */
export function reviewsPeople(me: Me | null | undefined): boolean {
  return me?.roles.some(({ role }) => REVIEWERS.includes(role)) ?? false;
}

/** Clerks and judges serve documents, and see to it that they are read. */
export function servesDocuments(me: Me | null | undefined): boolean {
  return me?.roles.some(({ role }) => role === 'clerk' || role === 'judge') ?? false;
}

const BOOK_ROLES = ['clerk', 'finance'];

/** Whether the person keeps the books of a court. */
export function keepsBooks(me: Me | null | undefined): boolean {
  return me?.roles.some(({ role }) => BOOK_ROLES.includes(role)) ?? false;
}

const FILING_ROLES = ['judge', 'clerk', 'filingReviewer'];

/** Whether the person reviews what is filed. */
export function reviewsFilings(me: Me | null | undefined): boolean {
  return me?.roles.some(({ role }) => FILING_ROLES.includes(role)) ?? false;
}

const CLOCK_ROLES = ['judge', 'clerk', 'filingReviewer', 'administrator'];

/** Whether the person sees the deadlines of his courts. */
export function readsClocks(me: Me | null | undefined): boolean {
  return me?.roles.some(({ role }) => CLOCK_ROLES.includes(role)) ?? false;
}

const DESK_ROLES = ['judge', 'clerk', 'filingReviewer', 'archivist', 'administrator'];

/** Whether the person has cases before him: the other roles have pages of their own. */
export function hasDesk(me: Me | null | undefined): boolean {
  return me?.roles.some((entry) => DESK_ROLES.includes(entry.role)) ?? false;
}

/** Where somebody goes who has just signed in. */
export function homeOf(me: Me): string {
  if (!isStaff(me)) return '/inbox';
  return hasDesk(me) ? '/desk' : '/';
}

/** Only a path of this site; anything else in the address could lead people astray. */
export function wayBack(path: string | null): string | undefined {
  return path !== null && /^\/(?![/\\])/.test(path) ? path : undefined;
}
