import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { LikeSuits as Found, ReviewedFiling } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Card, Loading } from '../../components/layout.tsx';
import { en } from './en.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

/** Suits of the same parties anywhere (解释 247). Looked for when somebody asks, since each look is noted. */
export function LikeSuits({ filing }: { readonly filing: ReviewedFiling }) {
  const texts = useTexts({ zh, en });
  const [asked, setAsked] = useState(false);
  const found = useQuery({
    queryKey: ['like-suits', filing.id, filing.round],
    enabled: asked,
    queryFn: () =>
      body(api.GET('/api/v1/filings/{id}/like-suits', { params: { path: { id: filing.id } } })),
  });
  return (
    <Card>
      <h2>{texts.likeSuits}</h2>
      <p>{texts.likeSuitsLead}</p>
      {!asked && (
        <Button look="secondary" onPress={() => setAsked(true)}>
          {texts.likeSuitsAsk}
        </Button>
      )}
      <ErrorSummary error={found.error} />
      {asked && found.isPending && <Loading text={texts.loading} />}
      {found.data && <Suits found={found.data} filing={filing} />}
    </Card>
  );
}

function Suits({ found, filing }: { readonly found: Found; readonly filing: ReviewedFiling }) {
  const texts = useTexts({ zh, en });
  const nameAt = (place: number) => filing.parties[place]?.name ?? '';
  if (found.search === 'off') return <p>{texts.likeSuitsOff}</p>;
  return (
    <>
      {found.items.length === 0 ? (
        <p>{texts.likeSuitsNone(found.pairs)}</p>
      ) : (
        <ul className={styles.plain}>
          {found.items.map((suit, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is read once and has no other order
            <li key={i}>
              <strong>{suit.court.name}</strong>
              {`　${suit.submittedOn}　${texts.chainStates[suit.state]}　`}
              {suit.filing === undefined ? (
                (suit.caseNumber ?? '')
              ) : (
                <Link to={`/review/${suit.filing}`}>{suit.caseNumber ?? texts.likeSuitsOpen}</Link>
              )}
              <br />
              {suit.pairs
                .map(({ applicant, other }) => `${nameAt(applicant)} — ${nameAt(other)}`)
                .join('；')}
            </li>
          ))}
        </ul>
      )}
      {found.more && <p>{texts.likeSuitsMore}</p>}
      {found.left > 0 && <p>{texts.likeSuitsLeft(found.left)}</p>}
      {found.unnumbered.length > 0 && (
        <p>{texts.likeSuitsUnnumbered(found.unnumbered.map(nameAt).join('、'))}</p>
      )}
    </>
  );
}
