import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Home } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { DeadlineList } from '../../components/deadline-list.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { en } from './en.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

/** What waits in one court: its queues with their sizes, then its deadlines, the overdue first. */
export function Court({ home }: { readonly home: NonNullable<Home['courts']>[number] }) {
  const texts = useTexts({ zh, en });
  const { court, queues, filings, deadlines, open, overdue } = home;
  return (
    <Card>
      <h2>{court.name}</h2>
      {filings !== undefined && <Review filings={filings} />}
      <ul className={styles.queues}>
        {(['now', 'waiting', 'done'] as const).map((queue) => (
          <li key={queue}>
            <Link to={`/desk?queue=${queue}`}>
              <b>{queues[queue]}</b> {texts[queue]}
            </Link>
          </li>
        ))}
      </ul>
      <h3>{texts.deadlinesOf(court.name)}</h3>
      <p>{open === 0 ? texts.noDeadlines : texts.counts(open, overdue)}</p>
      {open > 0 && <DeadlineList deadlines={deadlines} label={texts.deadlinesOf(court.name)} />}
      {open > deadlines.length && (
        <Actions>
          <ButtonLink look="secondary" to={`/deadlines?court=${encodeURIComponent(court.code)}`}>
            {texts.allDeadlines}
          </ButtonLink>
        </Actions>
      )}
    </Card>
  );
}

/** Filings by whose turn it is, and how many of those to be looked at nobody has taken. */
function Review({
  filings,
}: {
  readonly filings: NonNullable<NonNullable<Home['courts']>[number]['filings']>;
}) {
  const texts = useTexts({ zh, en });
  return (
    <>
      <h3>{texts.reviewOf}</h3>
      <ul className={styles.queues}>
        {(['review', 'correction', 'accepted'] as const).map((state) => (
          <li key={state}>
            <Link to={`/review?state=${state}`}>
              <b>{filings[state]}</b>{' '}
              {state === 'review' && filings.untaken > 0
                ? texts.untaken(texts[state], filings.untaken)
                : texts[state]}
            </Link>
          </li>
        ))}
      </ul>
      <h3>{texts.desk}</h3>
    </>
  );
}

/** What only an administrator can settle. */
export function Administration({
  administers,
  setups = 0,
}: {
  readonly administers: NonNullable<Home['administers']>;
  readonly setups: number | undefined;
}) {
  const texts = useTexts({ zh, en });
  const quiet =
    setups === 0 &&
    administers.every(({ missing, unknownYears }) => missing.length + unknownYears.length === 0);
  return (
    <>
      {quiet && (
        <Card>
          <h2>{texts.administration}</h2>
          <p>{texts.allDone}</p>
        </Card>
      )}
      {setups > 0 && (
        <Task title={texts.setups(setups)} to="/court-setup" go={texts.openSetups}>
          {null}
        </Task>
      )}
      {administers.map(({ court, missing, unknownYears }) => (
        <CourtTasks
          key={court.code}
          {...{ court, missing, unknownYears }}
          named={administers.length > 1}
        />
      ))}
    </>
  );
}

function CourtTasks({
  court,
  missing,
  unknownYears,
  named,
}: NonNullable<Home['administers']>[number] & { readonly named: boolean }) {
  const texts = useTexts({ zh, en });
  const of = named ? `${court.name}：` : '';
  const query = `court=${encodeURIComponent(court.code)}`;
  return (
    <>
      {unknownYears.length > 0 && (
        <Task
          title={of + texts.unknownYears(unknownYears.join('、'))}
          to={`/calendar?year=${unknownYears[0]}&${query}`}
          go={texts.openCalendar}
        >
          <p>{texts.unknownText}</p>
        </Task>
      )}
      {missing.length > 0 && (
        <Task
          title={of + texts.missing(missing.length)}
          to={`/settings?show=missing&${query}`}
          go={texts.openSettings}
        >
          <p>{texts.missingText}</p>
        </Task>
      )}
    </>
  );
}

function Task({
  title,
  to,
  go,
  children,
}: {
  readonly title: string;
  readonly to: string;
  readonly go: string;
  readonly children: ReactNode;
}) {
  return (
    <Card tone="warn">
      <h2>{title}</h2>
      {children}
      <Actions>
        <ButtonLink to={to}>{go}</ButtonLink>
      </Actions>
    </Card>
  );
}
