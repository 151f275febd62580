import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { ApiProblem } from './api-client/problem.ts';
import '@cunzheng/proof/tokens.css';
import './app/base.css';
import { SettingsProvider } from './app/language.tsx';
import { router } from './app/router.tsx';

/** A refusal is an answer; only a lost connection or a fault of the server is worth another try. */
function worthRetrying(failures: number, error: unknown): boolean {
  const final = error instanceof ApiProblem && error.status >= 400 && error.status < 500;
  return !final && failures < 2;
}

/** The session ended meanwhile: the guard then leads to the sign-in page and back to where the person was. */
function noticeEnd(error: unknown): void {
  const ended = error instanceof ApiProblem && error.status === 401;
  if (ended && client.getQueryData(['me'])) client.setQueryData(['me'], null);
}

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: noticeEnd }),
  mutationCache: new MutationCache({ onError: noticeEnd }),
  defaultOptions: {
    // Without a network a request must fail with words, not wait silently.
    queries: {
      retry: worthRetrying,
      staleTime: 5_000,
      networkMode: 'always',
      refetchOnReconnect: true,
    },
    mutations: { networkMode: 'always' },
  },
});

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <SettingsProvider>
        <RouterProvider router={router} />
      </SettingsProvider>
    </QueryClientProvider>
  </StrictMode>,
);
