import { useQuery } from '@tanstack/react-query';
import { api, body } from '../api-client/client.ts';
import type { Hotline } from '../api-client/views.ts';
import { lastCourt } from '../components/court-chooser/last-court.ts';
import { useMe } from './queries.ts';

/** The hotline of the court one works for, or was looking for last; who answers now is asked again every few minutes. */
export function useHotline() {
  const { data: me } = useMe();
  const court =
    me?.roles.find((role) => role.court !== undefined)?.court?.code ?? lastCourt()?.code;
  return useQuery({
    queryKey: ['hotline', court ?? ''],
    refetchInterval: 300_000,
    queryFn: (): Promise<Hotline> =>
      body(
        api.GET('/api/v1/hotline', {
          params: { query: court === undefined ? {} : { court } },
        }),
      ),
  });
}

/** `9:00–12:00、14:00–17:00`. */
export function formatHours(hours: readonly { from: string; to: string }[], comma: string): string {
  const short = (time: string) => time.replace(/^0/, '');
  return hours.map(({ from, to }) => `${short(from)}–${short(to)}`).join(comma);
}
