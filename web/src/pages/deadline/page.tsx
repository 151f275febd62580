import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { DeadlineDetail } from '../../api-client/views.ts';
import { beijingDay, useDay } from '../../app/day.ts';
import { useTime } from '../../app/format.ts';
import { useSettings, useTexts } from '../../app/language.tsx';
import { isStaff, useMe } from '../../app/queries.ts';
import { ButtonLink } from '../../components/button.tsx';
import { DeadlineClock } from '../../components/deadline-list.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Facts, Page as Layout, Loading } from '../../components/layout.tsx';
import { Change } from './change.tsx';
import { en } from './en.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

/** One deadline: when it ends, how that was counted, what moved it, and a file for one's own calendar. */
export function Page() {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const { deadlineId = '' } = useParams();
  const { data, error, isPending } = useQuery({
    queryKey: ['deadline', deadlineId],
    queryFn: () =>
      body(api.GET('/api/v1/deadlines/{id}', { params: { path: { id: deadlineId } } })),
  });
  return (
    <Layout title={data?.name[language] ?? texts.title}>
      <ErrorSummary error={error} />
      {isPending && <Loading text={texts.loading} />}
      {data && <Detail deadline={data} />}
    </Layout>
  );
}

function Detail({ deadline }: { readonly deadline: DeadlineDetail }) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const { data: me } = useMe();
  const day = useDay();
  const open = deadline.state !== 'met' && deadline.state !== 'ended';
  const bearer = deadline.bearer === 'court' ? texts.courtActs : texts[deadline.bearer];
  const { choices } = deadline;
  return (
    <>
      <Card tone={open && deadline.standing === 'overdue' ? 'bad' : 'wash'}>
        <p className={styles.clock}>
          <DeadlineClock deadline={deadline} />
        </p>
        <Facts
          items={[
            deadline.title !== undefined && { label: texts.about, value: deadline.title },
            deadline.caseNumber !== undefined && {
              label: texts.caseNumber,
              value: deadline.caseNumber,
            },
            { label: texts.court, value: deadline.court.name },
            { label: texts.bearer, value: bearer },
            { label: texts.startDay, value: day(deadline.startDay) },
            deadline.lastDay !== undefined && {
              label: texts.lastDay,
              value: day(deadline.lastDay),
            },
          ]}
        />
      </Card>
      <Card>
        <h2>{texts.how}</h2>
        <p>{deadline.explanation[language]}</p>
        {deadline.lapse && (
          <p>
            <b>{texts.lapse}</b> {deadline.lapse[language]}
          </p>
        )}
        <Actions>
          <Go deadline={deadline} staff={isStaff(me)} />
          {open && deadline.standing !== 'suspended' && (
            <ButtonLink
              look="secondary"
              download
              to={`/api/v1/deadlines/${deadline.id}/calendar.ics`}
            >
              {texts.calendar}
            </ButtonLink>
          )}
        </Actions>
        {open && <p className={styles.hint}>{texts.calendarHint}</p>}
      </Card>
      <History deadline={deadline} />
      {choices && (
        <Change key={`${deadline.state} ${deadline.changes.length}`} {...{ deadline, choices }} />
      )}
    </>
  );
}

function Go({ deadline, staff }: { readonly deadline: DeadlineDetail; readonly staff: boolean }) {
  const texts = useTexts({ zh, en });
  const { subject, caseId } = deadline;
  if (staff && caseId !== undefined)
    return <ButtonLink to={`/desk/cases/${caseId}`}>{texts.openCase}</ButtonLink>;
  if (!staff && subject.kind === 'service')
    return <ButtonLink to={`/inbox/${subject.id}`}>{texts.openDocument}</ButtonLink>;
  return null;
}

function History({ deadline }: { readonly deadline: DeadlineDetail }) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const time = useTime();
  const day = useDay();
  return (
    <Card>
      <h2>{texts.history}</h2>
      <ol className={styles.history}>
        {deadline.changes.map(({ change, from, to, because, ground, law, author, at }) => (
          <li key={`${at} ${change} ${because}`}>
            <strong>{change === 'calendar' ? texts.calendarChanged : texts[change]}</strong>
            {from !== undefined && to !== undefined && from !== to && (
              <span>{texts.movedTo(day(beijingDay(from)), day(beijingDay(to)))}</span>
            )}
            {ground !== undefined && law !== undefined && (
              <span>{texts.onGround(ground[language], law[language])}</span>
            )}
            {(IN_WORDS.has(change) || author !== undefined) && (
              <span>
                {texts.because} {because}
              </span>
            )}
            <span className={styles.hint}>
              {time(at)} · {author === undefined ? texts.system : texts.by(author)}
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}

/** Changes whose ground was written by somebody; of the others it is a name in the program. */
const IN_WORDS: ReadonlySet<string> = new Set([
  ...['calendar', 'extended', 'suspended', 'resumed', 'restarted', 'cutOff'],
]);
