import type { DeadlineList as Found } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { Button, ButtonLink } from '../../components/button.tsx';
import { DeadlineList } from '../../components/deadline-list.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { FilterNav } from '../../components/filter-nav.tsx';
import { Actions, Empty, Page as Layout, Loading } from '../../components/layout.tsx';
import { Pager } from '../../components/pager.tsx';
import { en } from './en.ts';
import { Filters } from './filters.tsx';
import styles from './page.module.css';
import { PARTS, queryOf, useDeadlines, useView, type View } from './view.ts';
import { zh } from './zh.ts';

type ViewHook = ReturnType<typeof useView>;

/** Every deadline that I must keep, or of the courts I work for, the soonest end first. Filters live in the address. */
export function Page() {
  const texts = useTexts({ zh, en });
  const view = useView();
  const { data, error, isPending } = useDeadlines(view);
  const mine = view.side === 'mine';
  return (
    <Layout
      title={mine ? texts.mine : texts.ofCourts}
      lead={mine ? texts.mineLead : texts.courtsLead}
      wide={!mine}
    >
      <FilterNav
        label={texts.parts}
        at={view.part}
        filters={PARTS.map((part) => ({
          key: part,
          text: texts[part],
          count: data === undefined ? '…' : data.counts[part],
          to: view.address({ part }),
        }))}
      />
      <Filters key={JSON.stringify(view.filters)} view={view} found={data} />
      <ErrorSummary error={error} />
      {isPending && <Loading text={texts.loading} />}
      {data?.total === 0 && <Nothing view={view} />}
      {data !== undefined && data.total > 0 && <List view={view} found={data} />}
    </Layout>
  );
}

function List({ view, found }: { readonly view: ViewHook; readonly found: Found }) {
  const texts = useTexts({ zh, en });
  return (
    <>
      <p aria-live="polite">{texts.total(found.total)}</p>
      <DeadlineList
        deadlines={found.items}
        label={view.side === 'mine' ? texts.mine : texts.ofCourts}
        courts={found.courts.length > 1}
        calendars
      />
      <Pager page={view.page} total={found.total} onPage={(page) => view.go({ page })} />
      <Actions>
        {view.part !== 'suspended' && view.part !== 'ended' && (
          <ButtonLink look="secondary" download to={`/api/v1/deadlines.ics?${params(view)}`}>
            {texts.calendar}
          </ButtonLink>
        )}
        <ButtonLink look="secondary" to={`/deadlines/sheet${view.address({})}`}>
          {texts.print}
        </ButtonLink>
      </Actions>
      <p className={styles.hint}>{texts.calendarHint}</p>
    </>
  );
}

function params(view: View): string {
  return new URLSearchParams(queryOf(view)).toString();
}

function Nothing({ view }: { readonly view: ViewHook }) {
  const texts = useTexts({ zh, en });
  const filtered = Object.keys(view.filters).length > 0;
  if (!filtered) {
    return (
      <Empty title={texts[`${view.part}Empty`]}>
        {view.side === 'mine' && <p>{texts.mineEmpty}</p>}
      </Empty>
    );
  }
  return (
    <Empty title={texts.notFound}>
      <Button look="secondary" onPress={() => view.go({ filters: {} })}>
        {texts.clear}
      </Button>
    </Empty>
  );
}
