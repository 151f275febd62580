import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import { beijingDay } from '../../app/day.ts';
import { useTexts } from '../../app/language.tsx';
import { useSettingCourt } from '../../app/settings-of.ts';
import { CourtTabs } from '../../components/court-tabs.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Card, Page as Layout, Loading } from '../../components/layout.tsx';
import tabs from '../../components/tabs.module.css';
import { Correct } from './correct.tsx';
import { en } from './en.ts';
import { EnterYear } from './enter-year.tsx';
import { History } from './history.tsx';
import { Legend, Year } from './year.tsx';
import { zh } from './zh.ts';

/** A court's year of working days, with what was corrected and what nobody knows yet. */
export function Page() {
  const texts = useTexts({ zh, en });
  const { court, administers } = useSettingCourt();
  const [search] = useSearchParams();
  const thisYear = Number(beijingDay(Date.now()).slice(0, 4));
  const year = Number(search.get('year') ?? thisYear);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const code = court?.code ?? '';
  const calendar = useQuery({
    queryKey: ['calendar', code, year],
    enabled: court !== undefined,
    queryFn: () =>
      body(
        api.GET('/api/v1/calendar/{year}', {
          params: { path: { year: String(year) }, query: { court: code } },
        }),
      ),
  });
  const toggle = (day: string) =>
    setChosen((days) =>
      days.includes(day) ? days.filter((each) => each !== day) : [...days, day].sort(),
    );
  return (
    <Layout title={texts.title} lead={texts.lead} wide>
      <CourtTabs label={texts.courts} />
      <Years shown={year} around={thisYear} />
      <ErrorSummary error={calendar.error} />
      {calendar.isPending && <Loading text={texts.loading} />}
      {calendar.data && !calendar.data.known && (
        <Card tone="warn">
          <h2>{texts.unknown(year)}</h2>
          <p>{texts.unknownText}</p>
        </Card>
      )}
      {calendar.data && (
        <Card>
          <h2>{texts.year(year)}</h2>
          {calendar.data.source !== undefined && <p>{texts.source(calendar.data.source)}</p>}
          <Legend />
          <Year
            calendar={calendar.data}
            chosen={chosen}
            onToggle={administers ? toggle : undefined}
          />
        </Card>
      )}
      {!administers && <p>{texts.readOnly}</p>}
      {administers && (
        <Correct
          key={code}
          court={code}
          chosen={chosen}
          onToggle={toggle}
          onClear={() => setChosen([])}
        />
      )}
      {administers && calendar.data && !calendar.data.known && (
        <EnterYear key={`${code} ${year}`} court={code} year={year} />
      )}
      {court && <History court={code} />}
    </Layout>
  );
}

function Years({ shown, around }: { readonly shown: number; readonly around: number }) {
  const texts = useTexts({ zh, en });
  const [search] = useSearchParams();
  const years = [...new Set([around - 1, around, around + 1, shown])].sort();
  const to = (year: number) => {
    const next = new URLSearchParams(search);
    next.set('year', String(year));
    return `?${next}`;
  };
  return (
    <nav className={tabs.tabs} aria-label={texts.years}>
      {years.map((year) => (
        <Link
          key={year}
          to={to(year)}
          replace
          preventScrollReset
          aria-current={year === shown ? 'page' : undefined}
        >
          {texts.year(year)}
        </Link>
      ))}
    </nav>
  );
}
