import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, body } from '../../api-client/client.ts';

const SETTLE_MS = 200;

/** What was typed, once the typing rests. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** Courts that answer to what is being typed; the last answer stays until the next comes. */
export function useCourtSearch(typed: string, enabled: boolean) {
  const q = useSettled(typed.trim());
  return useQuery({
    queryKey: ['courts', 'search', q],
    enabled: enabled && q !== '',
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    queryFn: () => body(api.GET('/api/v1/courts', { params: { query: { q } } })),
  });
}

export function useRegions(enabled: boolean) {
  return useQuery({
    queryKey: ['courts', 'regions'],
    enabled,
    staleTime: 60_000,
    queryFn: () => body(api.GET('/api/v1/courts/regions')),
  });
}

/** Courts of a province, or of one city in it, page after page. */
export function useCourtsIn(province: string, city: string | undefined) {
  return useInfiniteQuery({
    queryKey: ['courts', 'in', province, city],
    initialPageParam: 1,
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/api/v1/courts', {
          params: {
            query: { province, page: String(pageParam), ...(city === undefined ? {} : { city }) },
          },
        }),
      ),
    getNextPageParam: (last, pages) => {
      const shown = pages.reduce((sum, page) => sum + page.items.length, 0);
      return shown < last.total && last.items.length > 0 ? pages.length + 1 : undefined;
    },
  });
}
