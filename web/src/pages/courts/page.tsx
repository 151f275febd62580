import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Link, useSearchParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { CourtEntry } from '../../api-client/views.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { CourtChooser } from '../../components/court-chooser/court-chooser.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Facts, Page as Layout, Loading } from '../../components/layout.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** The chosen court is in the address, so that the page can be sent on and kept. */
export function Page() {
  const texts = useTexts({ zh, en });
  const [search, setSearch] = useSearchParams();
  const code = search.get('code') ?? undefined;
  const court = useQuery({
    queryKey: ['courts', 'one', code],
    enabled: code !== undefined,
    queryFn: () =>
      body(api.GET('/api/v1/courts/{code}', { params: { path: { code: code ?? '' } } })),
  });
  return (
    <Layout title={texts.title} lead={texts.lead}>
      <CourtChooser
        id="court"
        chosen={code === undefined ? undefined : court.data}
        onChoose={(chosen) => setSearch({ code: chosen.code })}
      />
      <ErrorSummary error={court.error} />
      {court.isLoading && <Loading text={texts.loading} />}
      {code !== undefined && court.data !== undefined && (
        <CourtCard key={court.data.code} court={court.data} />
      )}
    </Layout>
  );
}

function CourtCard({ court }: { readonly court: CourtEntry }) {
  const texts = useTexts({ zh, en });
  const heading = useRef<HTMLHeadingElement>(null);
  // The list that was chosen from is gone: whoever listens goes on from what was chosen.
  useEffect(() => heading.current?.focus(), []);
  const region = [court.province, court.city === court.province ? '' : court.city, court.county];
  const { parent } = court;
  return (
    <Card>
      <h2 ref={heading} tabIndex={-1}>
        {court.name}
      </h2>
      <Facts
        items={[
          { label: texts.code, value: court.code },
          { label: texts.level, value: wordFor(texts, court.level) },
          parent && {
            label: texts.parent,
            value: <Link to={`?code=${encodeURIComponent(parent.code)}`}>{parent.name}</Link>,
          },
          { label: texts.region, value: region.filter(Boolean).join(' ') || '—' },
          court.place !== '' && { label: texts.place, value: court.place },
          { label: texts.onPlatform, value: court.served ? texts.served : texts.notServed },
          { label: texts.source, value: court.source },
        ]}
      />
      {court.served && (
        <Actions>
          <ButtonLink to={`/signin?court=${encodeURIComponent(court.code)}`}>
            {texts.signIn}
          </ButtonLink>
          <ButtonLink to="/verify" look="secondary">
            {texts.verify}
          </ButtonLink>
        </Actions>
      )}
    </Card>
  );
}
