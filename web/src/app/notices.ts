import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body } from '../api-client/client.ts';
import type { NoticePage, NoticeView } from '../api-client/views.ts';
import { useSettings } from './language.tsx';

/** What the list of notices is asked for. */
export interface NoticeFilter {
  readonly unread: boolean;
  readonly page: number;
}

/** My notices in the chosen language, unread ones first. */
export function useNotices({ unread, page }: NoticeFilter) {
  const { language } = useSettings();
  return useQuery({
    queryKey: ['notices', language, unread, page],
    queryFn: (): Promise<NoticePage> => {
      const query = { page: String(page), ...(unread ? { unread: 'true' as const } : {}) };
      return body(api.GET('/api/v1/notices', { params: { query } }));
    },
  });
}

/** How many notices wait unread; asked again every minute. */
export function useUnread(signedIn: boolean) {
  return useQuery({
    queryKey: ['unread'],
    enabled: signedIn,
    refetchInterval: 60_000,
    queryFn: async () => (await body(api.GET('/api/v1/notices/unread'))).unread,
  });
}

/** One notice in the chosen language. */
export function useNotice(id: string) {
  const { language } = useSettings();
  return useQuery({
    queryKey: ['notice', id, language],
    queryFn: (): Promise<NoticeView> =>
      body(api.GET('/api/v1/notices/{id}', { params: { path: { id } } })),
  });
}

/** Notes that I have read it. */
export function useNoteRead(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => body(api.POST('/api/v1/notices/{id}/read', { params: { path: { id } } })),
    onSuccess: async () => {
      for (const key of ['notice', 'notices', 'unread'])
        await client.invalidateQueries({ queryKey: [key] });
    },
  });
}
