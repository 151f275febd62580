import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { ApiProblem } from './api-client/problem.ts';
import './app/tokens.css';
import './app/base.css';
import { SettingsProvider } from './app/language.tsx';
import { router } from './app/router.tsx';

/** A refusal is an answer; only a lost connection or a fault of the server is worth another try. */
function worthRetrying(failures: number, error: unknown): boolean {
  const final = error instanceof ApiProblem && error.status >= 400 && error.status < 500;
  return !final && failures < 2;
}

const client = new QueryClient({
  defaultOptions: { queries: { retry: worthRetrying, staleTime: 5_000 } },
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
