import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../app/language.tsx';
import { en, zh } from '../locales/pdf-view.ts';
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
  useEffect(() => {
    const element = holder.current;
    if (element === null) return;
    const stop = new AbortController();
    setState('loading');
    import('./pdf-pages.ts')
      .then((pages: Loader) =>
        pages.showPdf(url, element, (n, of) => texts.page(n, of), stop.signal),
      )
      .then(() => setState('shown'))
      .catch(() => {
        if (!stop.signal.aborted) setState('failed');
      });
    return () => stop.abort();
  }, [url, texts]);
  return (
    <section className={styles.view} aria-label={title}>
      {state === 'loading' && <p role="status">{texts.loading}</p>}
      {state === 'failed' && <p role="alert">{texts.failed}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard */}
      <div ref={holder} className={styles.pages} tabIndex={0} role="document" aria-label={title} />
      <p className="no-print">
        <a href={url} target="_blank" rel="noreferrer">
          {texts.download}
        </a>
      </p>
    </section>
  );
}
