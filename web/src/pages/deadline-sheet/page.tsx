import { Fragment } from 'react';
import type { Deadline } from '../../api-client/views.ts';
import { useDay } from '../../app/day.ts';
import { useTime } from '../../app/format.ts';
import { useSettings, useTexts } from '../../app/language.tsx';
import { useMe } from '../../app/queries.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Empty, Page as Layout, Loading } from '../../components/layout.tsx';
import * as words from '../../locales/deadlines.ts';
import { useDeadlines, useView } from '../deadlines/view.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** The list on paper: everything that the filters in the address leave, each with its sentence. */
export function Page() {
  const texts = useTexts({ zh, en });
  const time = useTime();
  const { data: me } = useMe();
  const view = useView();
  const { data, error, isPending, dataUpdatedAt } = useDeadlines({ ...view, page: 1 }, 'sheet');
  return (
    <Layout title={texts.title} wide>
      <div className="no-print">
        <Actions>
          <Button onPress={() => print()}>{texts.print}</Button>
          <ButtonLink look="plain" to={`/deadlines${view.address({})}`}>
            {texts.back}
          </ButtonLink>
        </Actions>
      </div>
      <ErrorSummary error={error} />
      {isPending && <Loading text={texts.loading} />}
      {data && (
        <p>
          {texts.asOf(me?.name ?? '', time(new Date(dataUpdatedAt).toISOString()))}{' '}
          {texts.shown(data.items.length, data.total)}
        </p>
      )}
      {data?.total === 0 && <Empty title={texts.empty} />}
      {data !== undefined && data.total > 0 && <Sheet deadlines={data.items} />}
    </Layout>
  );
}

function Sheet({ deadlines }: { readonly deadlines: readonly Deadline[] }) {
  const texts = useTexts({ zh, en });
  const states = useTexts(words);
  const { language } = useSettings();
  const day = useDay();
  return (
    <DataTable
      label={texts.title}
      columns={[texts.name, texts.about, texts.ends, texts.state, texts.how]}
      rows={deadlines.map((deadline) => ({
        id: deadline.id,
        cells: [
          deadline.name[language],
          <Fragment key="about">
            {[deadline.caseNumber, deadline.title, deadline.court.name].filter(Boolean).join(' · ')}
          </Fragment>,
          deadline.lastDay === undefined ? texts.noEnd : day(deadline.lastDay),
          states[deadline.standing],
          deadline.explanation[language],
        ],
      }))}
    />
  );
}
