import { type ReactNode, useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router';
import { useTexts } from '../../app/language.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Card, Page as Layout, Loading } from '../../components/layout.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** Hands on what the platform sent the browser back with, once: a code is taken once. Not where the person refused. */
export function useReturned(take: (query: string) => void): void {
  const [search] = useSearchParams();
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current || !search.has('code')) return;
    begun.current = true;
    take(search.toString());
  }, [search, take]);
}

/** The page while the platform's answer is looked at, and what was wrong with it. */
export function Returned({
  title,
  work,
  children,
}: {
  readonly title: string;
  readonly work: { readonly isPending: boolean; readonly error: Error | null };
  readonly children: ReactNode;
}) {
  const texts = useTexts({ zh, en });
  const [search] = useSearchParams();
  return (
    <Layout title={title}>
      <ErrorSummary error={work.error} />
      {work.isPending && <Loading text={texts.working} />}
      {!search.has('code') && (
        <Card tone="warn">
          <p>{texts.refused}</p>
        </Card>
      )}
      {children}
    </Layout>
  );
}
