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
  const { toReceive, filings, deadlines, open, overdue } = home;
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
      <Filings filings={filings} />
      {toReceive === 0 && open === 0 && sum(filings) === 0 && (
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
        <Door to="/file" title={texts.file} text={texts.fileText} />
        <Door to="/my-cases" title={texts.myCases} text={texts.myCasesText} />
        <Door to="/link" title={texts.linkCase} text={texts.linkCaseText} />
        <Door to="/verify" title={texts.verify} text={texts.verifyText} />
      </div>
    </>
  );
}

type FilingCounts = NonNullable<Home['litigant']>['filings'];

const sum = ({ draft, correction, accepted }: FilingCounts) => draft + correction + accepted;

/** What one files and whose turn is one's own: to correct, to pay, to hand in. */
function Filings({ filings }: { readonly filings: FilingCounts }) {
  const texts = useTexts({ zh, en });
  const { draft, correction, accepted } = filings;
  if (sum(filings) === 0) return null;
  return (
    <Card tone={correction + accepted > 0 ? 'warn' : 'plain'}>
      <h2>{texts.filings}</h2>
      <ul>
        {correction > 0 && <li>{texts.toCorrect(correction)}</li>}
        {accepted > 0 && <li>{texts.wasAccepted(accepted)}</li>}
        {draft > 0 && <li>{texts.drafts(draft)}</li>}
      </ul>
      <Actions>
        <ButtonLink to="/filings">{texts.openFilings}</ButtonLink>
      </Actions>
    </Card>
  );
}
