import { useEffect, useRef, useState } from 'react';
import { problemOf } from '../api-client/client.ts';
import { useTexts } from '../app/language.tsx';
import { en, zh } from '../locales/pdf-view.ts';
import { ErrorSummary } from './error-summary.tsx';
import styles from './pdf-view.module.css';

type Loader = typeof import('./pdf-pages.ts');

/**
 * Shows a PDF page by page inside the page: phones and WeChat show no PDF of their own.
 * Pages are drawn when they come near, and their canvases freed when far away (phones have little canvas memory).
 */
export function PdfView({ url, title }: { readonly url: string; readonly title: string }) {
  const texts = useTexts({ zh, en });
  const holder = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<'loading' | 'shown' | 'failed'>('loading');
  const [refusal, setRefusal] = useState<unknown>();
  useEffect(() => {
    const element = holder.current;
    if (element === null) return;
    const stop = new AbortController();
    setState('loading');
    setRefusal(undefined);
    import('./pdf-pages.ts')
      .then((pages: Loader) =>
        pages.showPdf(url, element, (n, of) => texts.page(n, of), stop.signal),
      )
      .then(() => setState('shown'))
      .catch(async () => {
        if (stop.signal.aborted) return;
        setRefusal(await problemOf(url));
        setState('failed');
      });
    return () => stop.abort();
  }, [url, texts]);
  return (
    <section className={styles.view} aria-label={title}>
      {state === 'loading' && <p role="status">{texts.loading}</p>}
      {state === 'failed' && refusal === undefined && <p role="alert">{texts.failed}</p>}
      <ErrorSummary error={refusal} />
      <div
        ref={holder}
        className={styles.pages}
        hidden={refusal !== undefined}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard
        tabIndex={0}
        role="document"
        aria-label={title}
      />
      <p className="no-print" hidden={refusal !== undefined}>
        <a href={url} target="_blank" rel="noreferrer">
          {texts.download}
        </a>
      </p>
    </section>
  );
}
