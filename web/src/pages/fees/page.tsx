import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import type { FeeMatter, FeeQuote } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Card, Page as Layout, Loading } from '../../components/layout.tsx';
import { Answer } from './answer.tsx';
import { type Asked, NOTHING_ASKED, questionOf } from './asked.ts';
import { en } from './en.ts';
import { Form } from './form.tsx';
import styles from './page.module.css';
import { zh } from './zh.ts';

/** What a matter costs, for everybody; nothing that is filled in is kept anywhere. */
export function Page() {
  const texts = useTexts({ zh, en });
  const matters = useQuery({
    queryKey: ['fees', 'matters'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => body(api.GET('/api/v1/fees/matters')),
  });
  return (
    <Layout title={texts.title} lead={<span className="no-print">{texts.lead}</span>}>
      <ErrorSummary error={matters.error} />
      {matters.isPending && <Loading text={texts.loading} />}
      {matters.data && <Calculator matters={matters.data} />}
      <Relief />
    </Layout>
  );
}

function Calculator({ matters }: { readonly matters: readonly FeeMatter[] }) {
  const [asked, setAsked] = useState<Asked>(NOTHING_ASKED);
  const quote = useMutation({
    mutationFn: ({ asked, matter }: Sent): Promise<FeeQuote> =>
      body(api.POST('/api/v1/fees/quote', { body: questionOf(asked, matter) })),
  });
  const change = (part: Partial<Asked>) => {
    // An answer to other fields than those that stand above it would mislead.
    quote.reset();
    setAsked((now) => ({ ...now, ...part }));
  };
  return (
    <>
      <div className="no-print">
        <Form
          matters={matters}
          asked={asked}
          error={quote.error}
          busy={quote.isPending}
          onChange={change}
          onAsk={(matter) => quote.mutate({ asked, matter })}
        />
      </div>
      {quote.data && quote.variables && <Answer quote={quote.data} {...quote.variables} />}
    </>
  );
}

/** What the answer on the page is an answer to. */
interface Sent {
  readonly asked: Asked;
  readonly matter: FeeMatter;
}

/** 司法救助: for whom a fee is hard to pay. */
function Relief() {
  const texts = useTexts({ zh, en });
  return (
    <div className="no-print">
      <Card tone="wash">
        <h2>{texts.relief}</h2>
        <p>{texts.reliefText}</p>
        <ul className={styles.list}>
          {texts.reliefs.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
        <p>{texts.reliefHow}</p>
      </Card>
    </div>
  );
}
