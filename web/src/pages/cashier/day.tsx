import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { PaymentDay } from '../../api-client/views.ts';
import { beijingDay, useDay } from '../../app/day.ts';
import { useTime } from '../../app/format.ts';
import { useTexts } from '../../app/language.tsx';
import { formatExact } from '../../app/money.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Facts, Loading } from '../../components/layout.tsx';
import styles from '../../payments/payments.module.css';
import { PAYMENTS } from '../../payments/queries.ts';
import { Accept } from './accept.tsx';
import { DayField } from './day-field.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** The books of one day of a court: sums, whether they balance, every line; closed once the day is over. */
export function Day({
  court,
}: {
  readonly court: { readonly code: string; readonly name: string };
}) {
  const texts = useTexts({ zh, en });
  const [search, setSearch] = useSearchParams();
  const [today] = useState(() => beijingDay(Date.now()));
  const day = search.get('day') ?? today;
  const books = useQuery({
    queryKey: [...PAYMENTS, 'day', court.code, day],
    queryFn: () =>
      body(
        api.GET('/api/v1/cashier/days/{day}', {
          params: { path: { day }, query: { court: court.code } },
        }),
      ),
  });
  const choose = (next: string) => {
    const changed = new URLSearchParams(search);
    changed.set('day', next);
    if (next !== '') setSearch(changed, { replace: true });
  };
  return (
    <>
      <DayField label={texts.pick} day={day} onChange={choose} />
      <ErrorSummary error={books.error} />
      {books.isPending && <Loading text={texts.loading} />}
      {books.data && <Books books={books.data} name={court.name} over={day < today} />}
    </>
  );
}

function Books({
  books,
  name,
  over,
}: {
  readonly books: PaymentDay;
  readonly name: string;
  readonly over: boolean;
}) {
  const texts = useTexts({ zh, en });
  const day = useDay();
  const { problems } = books;
  return (
    <>
      <Card tone={problems.length === 0 ? 'good' : 'bad'}>
        <h2>
          {name} · {day(books.day)}
        </h2>
        <p role="status">
          {problems.length === 0 ? `✓ ${texts.balanced}` : texts.unbalanced(problems.length)}
        </p>
        <Facts
          items={(['received', 'credited', 'surplus', 'held', 'refunded'] as const).map((sum) => ({
            label: texts.sums[sum],
            value: formatExact(books[sum]),
          }))}
        />
      </Card>
      {problems.length > 0 && <Problems books={books} />}
      <Lines books={books} />
      {books.lines
        .filter(({ because }) => because === 'amountDiffers')
        .map(({ id, number }) => (
          <Accept key={id} id={id} number={number} />
        ))}
      <Closing books={books} over={over} />
    </>
  );
}

function Problems({ books: { problems } }: { readonly books: PaymentDay }) {
  const texts = useTexts({ zh, en });
  return (
    <DataTable
      label={texts.problem}
      columns={[texts.number, texts.problem, texts.expected, texts.found]}
      rows={problems.map(({ problem, number, expected, found }) => ({
        id: `${problem} ${number}`,
        tone: 'bad' as const,
        cells: [number, texts.problems[problem], formatExact(expected), formatExact(found)],
      }))}
    />
  );
}

function Lines({ books: { lines } }: { readonly books: PaymentDay }) {
  const texts = useTexts({ zh, en });
  if (lines.length === 0) return <p>{texts.noLines}</p>;
  return (
    <section className={styles.part}>
      <h2>{texts.lines}</h2>
      <DataTable
        label={texts.lines}
        columns={[
          ...[texts.number, texts.source, texts.reference, texts.amount],
          ...[texts.creditedColumn, texts.surplusColumn, texts.heldColumn],
        ]}
        rows={lines.map(({ id, by, number, reference, amount, credited, surplus, held }) => ({
          id,
          tone: held > 0 ? ('warn' as const) : undefined,
          cells: [
            ...[number, texts.sources[by], reference ?? '—'],
            ...[amount, credited, surplus, held].map(formatExact),
          ],
        }))}
      />
    </section>
  );
}

function Closing({ books, over }: { readonly books: PaymentDay; readonly over: boolean }) {
  const texts = useTexts({ zh, en });
  const time = useTime();
  const client = useQueryClient();
  const { day, court, closed, problems } = books;
  const close = useMutation({
    mutationFn: () =>
      body(
        api.POST('/api/v1/cashier/days/{day}/closing', {
          params: { path: { day } },
          body: { court },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: PAYMENTS }),
  });
  return (
    <>
      {closed && <p>{texts.closed(time(closed.at))}</p>}
      {!closed && !over && <p className="no-print">{texts.closeWhen}</p>}
      <ErrorSummary error={close.error} />
      <div className="no-print">
        <Actions>
          {!closed && over && (
            <Button
              isDisabled={close.isPending || problems.length > 0}
              onPress={() => close.mutate()}
            >
              {texts.close}
            </Button>
          )}
          <ButtonLink
            to={`/api/v1/cashier/days/${day}/lines.csv?court=${encodeURIComponent(court)}`}
            look="secondary"
            download
          >
            {texts.csv}
          </ButtonLink>
          <Button look="secondary" onPress={() => print()}>
            {texts.print}
          </Button>
        </Actions>
      </div>
    </>
  );
}
