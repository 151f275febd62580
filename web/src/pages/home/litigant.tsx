import type { Home } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { DeadlineList } from '../../components/deadline-list.tsx';
import { Actions, Card, Empty } from '../../components/layout.tsx';
import { en } from './en.ts';
import { Door } from './newcomer.tsx';
import styles from './page.module.css';
import { zh } from './zh.ts';

/** A party's home: documents to sign for first, then his deadlines. */
export function Litigant({ home }: { readonly home: NonNullable<Home['litigant']> }) {
  const texts = useTexts({ zh, en });
  const { toReceive, deadlines, open, overdue } = home;
  return (
    <>
      {toReceive > 0 && (
        <Card tone="warn">
          <h2>{texts.toReceive(toReceive)}</h2>
          <p>{texts.toReceiveText}</p>
          <Actions>
            <ButtonLink to="/inbox">{texts.openInbox}</ButtonLink>
          </Actions>
        </Card>
      )}
      {toReceive === 0 && open === 0 && (
        <Empty title={texts.nothing}>
          <p>{texts.nothingText}</p>
        </Empty>
      )}
      {open > 0 && (
        <Card>
          <h2>{texts.deadlines}</h2>
          <p>{texts.counts(open, overdue)}</p>
          <DeadlineList deadlines={deadlines} label={texts.deadlines} />
          <Actions>
            <ButtonLink to="/deadlines" look="secondary">
              {texts.allDeadlines}
            </ButtonLink>
            <ButtonLink to="/api/v1/deadlines.ics" look="secondary" download>
              {texts.calendarFile}
            </ButtonLink>
          </Actions>
        </Card>
      )}
      <div className={styles.doors}>
        {toReceive === 0 && <Door to="/inbox" title={texts.openInbox} text={texts.toReceiveText} />}
        <Door to="/verify" title={texts.verify} text={texts.verifyText} />
      </div>
    </>
  );
}
