import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { Setting } from '../../api-client/views.ts';
import { beijingDay, useDay } from '../../app/day.ts';
import { useSettings, useTexts } from '../../app/language.tsx';
import { useSettingCourt } from '../../app/settings-of.ts';
import { ButtonLink } from '../../components/button.tsx';
import { CourtTabs } from '../../components/court-tabs.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Empty, Page as Layout, Loading } from '../../components/layout.tsx';
import { useSettingValue } from '../../components/setting-value.tsx';
import tabs from '../../components/tabs.module.css';
import { TextInput } from '../../components/text-input.tsx';
import * as words from '../../locales/settings.ts';
import { en } from './en.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

const SHOWS = [
  'all',
  'missing',
  'hours',
  'fees',
  'periods',
  'reminders',
  'texts',
  'providers',
  'limits',
] as const;
type Show = (typeof SHOWS)[number];

/** Everything a court has set or must set, as it is or was on a day, and between two days. */
export function Page() {
  const texts = useTexts({ zh, en });
  const { court } = useSettingCourt();
  const view = useView();
  const settings = useSettingsOf(court?.code, view.day);
  const other = useSettingsOf(view.other === '' ? undefined : court?.code, view.other);
  const shown = useShown(settings.data ?? [], other.data, view);
  return (
    <Layout title={texts.title} lead={texts.lead} wide>
      <CourtTabs label={texts.courts} />
      <Actions>
        <ButtonLink
          look="secondary"
          to={`/calendar?court=${encodeURIComponent(court?.code ?? '')}`}
        >
          {texts.calendar}
        </ButtonLink>
      </Actions>
      <Filters view={view} />
      <ErrorSummary error={settings.error ?? other.error} />
      {settings.isPending && <Loading text={texts.loading} />}
      {settings.data && <p role="status">{texts.count(shown.length)}</p>}
      {settings.data && shown.length === 0 && (
        <Empty title={other.data && view.show === 'all' ? texts.same : texts.nothing} />
      )}
      {shown.length > 0 && <Table rows={shown} other={other.data} view={view} />}
    </Layout>
  );
}

/** Group, words and days live in the address, so that a link or the back button leads to the same view. */
function useView() {
  const [search, setSearch] = useSearchParams();
  const set = (name: string, value: string) => {
    const next = new URLSearchParams(search);
    if (value === '') next.delete(name);
    else next.set(name, value);
    setSearch(next, { replace: true, preventScrollReset: true });
  };
  const show = SHOWS.find((each) => each === search.get('show')) ?? 'all';
  const address = (value: Show) => {
    const next = new URLSearchParams(search);
    next.set('show', value);
    return `?${next}`;
  };
  const get = (name: string) => search.get(name) ?? '';
  return { show, q: get('q'), day: get('day'), other: get('other'), set, address };
}
type View = ReturnType<typeof useView>;

function useSettingsOf(court: string | undefined, day: string) {
  return useQuery({
    queryKey: ['settings', court, day],
    enabled: court !== undefined,
    queryFn: () =>
      body(
        api.GET('/api/v1/settings', {
          params: { query: { court: court ?? '', ...(day !== '' && { day }) } },
        }),
      ),
  });
}

function useShown(
  settings: readonly Setting[],
  other: readonly Setting[] | undefined,
  { show, q }: View,
): Setting[] {
  const { language } = useSettings();
  const wanted = q.trim().toLowerCase();
  return settings.filter((row) => {
    const named = [row.title, row.means, row.law].some((text) =>
      text[language].toLowerCase().includes(wanted),
    );
    const grouped =
      show === 'all' || (show === 'missing' ? row.answer === undefined : row.group === show);
    return named && grouped && (other === undefined || differs(row, other));
  });
}

function differs(row: Setting, other: readonly Setting[]): boolean {
  const beside = other.find(({ name }) => name === row.name);
  return JSON.stringify(row.answer?.value) !== JSON.stringify(beside?.answer?.value);
}

function Filters({ view }: { readonly view: View }) {
  const texts = useTexts({ zh, en });
  return (
    <Card>
      <nav className={tabs.tabs} aria-label={texts.groups}>
        {SHOWS.map((show) => (
          <Link
            key={show}
            to={view.address(show)}
            replace
            preventScrollReset
            aria-current={view.show === show ? 'page' : undefined}
          >
            {texts[show]}
          </Link>
        ))}
      </nav>
      <div className={styles.filters}>
        <TextInput
          id="search"
          label={texts.search}
          hint={texts.searchHint}
          value={view.q}
          onChange={(q) => view.set('q', q)}
        />
        <DayInput
          id="day"
          label={texts.day}
          hint={texts.dayHint}
          value={view.day}
          onChange={(day) => view.set('day', day)}
        />
        <DayInput
          id="other"
          label={texts.other}
          hint={texts.differ}
          value={view.other}
          onChange={(day) => view.set('other', day)}
        />
      </div>
    </Card>
  );
}

function Table({
  rows,
  other,
  view,
}: {
  readonly rows: readonly Setting[];
  readonly other: readonly Setting[] | undefined;
  readonly view: View;
}) {
  const texts = useTexts({ zh, en });
  const origins = useTexts(words);
  const { language } = useSettings();
  const { court } = useSettingCourt();
  const value = useSettingValue();
  const day = useDay();
  const beside = (row: Setting) => other?.find(({ name }) => name === row.name)?.answer?.value;
  const cells = (row: Setting) => [
    <Link
      key="name"
      to={`/settings/${row.name.replace('.', '/')}?court=${encodeURIComponent(court?.code ?? '')}`}
    >
      {row.title[language]}
    </Link>,
    <Value key="value" row={row} />,
    ...(other === undefined ? [] : [value(row, beside(row))]),
    row.answer === undefined ? origins.none : origins[row.answer.origin],
    row.answer?.validFrom === undefined ? origins.none : day(beijingDay(row.answer.validFrom)),
    row.effect.at === 'now'
      ? row.effect.where[language]
      : origins.notYet(row.effect.where[language]),
  ];
  const first = view.day === '' ? texts.now : texts.valueAt(day(view.day));
  const second = other === undefined ? [] : [texts.valueAt(day(view.other))];
  return (
    <DataTable
      label={texts.title}
      columns={[texts.name, first, ...second, texts.origin, texts.since, origins.takesEffect]}
      rows={rows.map((row) => ({
        id: row.name,
        tone: row.answer === undefined ? ('warn' as const) : undefined,
        cells: cells(row),
      }))}
    />
  );
}

function Value({ row }: { readonly row: Setting }) {
  const texts = useTexts({ zh, en });
  const value = useSettingValue();
  const day = useDay();
  const next = row.upcoming.at(-1);
  return (
    <>
      <b>{value(row, row.answer?.value)}</b>
      {next && (
        <span className={styles.next}> {texts.upcoming(day(beijingDay(next.validFrom)))}</span>
      )}
    </>
  );
}
