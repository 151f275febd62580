import { useQuery } from '@tanstack/react-query';
import { api, body } from '../../api-client/client.ts';
import type { Staff, StaffRole } from '../../api-client/views.ts';

const MOST_PAGES = 25;

/** Everybody who holds this role in a court, or any role, to choose from. */
export function useColleagues(court: string, role?: StaffRole) {
  return useQuery({
    queryKey: ['staff', court, 'colleagues', role],
    queryFn: async (): Promise<Staff[]> => {
      const out: Staff[] = [];
      for (let page = 1; page <= MOST_PAGES; page++) {
        const query = { page: String(page), ...(role === undefined ? {} : { role }) };
        const { items, total } = await body(
          api.GET('/api/v1/courts/{court}/staff', { params: { path: { court }, query } }),
        );
        out.push(...items.filter(({ state }) => state !== 'ended'));
        if (page * 20 >= total) break;
      }
      return out;
    },
  });
}
