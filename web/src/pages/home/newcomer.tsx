import { Link } from 'react-router';
import { useTexts } from '../../app/language.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { en } from './en.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

/** For whoever comes for the first time: what can be done here, how long it takes, and what it shows. */
export function Newcomer() {
  const texts = useTexts({ zh, en });
  return (
    <>
      <div className={styles.doors}>
        <Door to="/verify" title={texts.verify} text={texts.verifyText} />
        <Door to="/file" title={texts.file} text={texts.fileText} />
        <Door to="/inbox" title={texts.receive} text={texts.receiveText} />
        <Door to="/desk" title={texts.staff} text={texts.staffText} />
      </div>
      <Card>
        <h2>{texts.can}</h2>
        <DataTable
          label={texts.can}
          columns={[texts.task, texts.takes, texts.note]}
          rows={texts.tasks.map((cells) => ({ id: cells[0], cells }))}
        />
        <p>{texts.elder}</p>
        <Actions>
          <ButtonLink to="/help" look="secondary">
            {texts.help}
          </ButtonLink>
          <ButtonLink to="/fees" look="secondary">
            {texts.fees}
          </ButtonLink>
        </Actions>
      </Card>
      <Card tone="wash">
        <h2>{texts.how}</h2>
        <p>✓ {texts.shows}</p>
        <p>— {texts.showsNot}</p>
        <p>{texts.fraud}</p>
      </Card>
    </>
  );
}

/** A large link to one task. */
export function Door({
  to,
  title,
  text,
}: {
  readonly to: string;
  readonly title: string;
  readonly text: string;
}) {
  const content = (
    <>
      <strong>{title} →</strong>
      <span>{text}</span>
    </>
  );
  // The verify page stands alone, outside this client.
  if (to === '/verify') {
    return (
      <a href={to} className={styles.door}>
        {content}
      </a>
    );
  }
  return (
    <Link to={to} className={styles.door}>
      {content}
    </Link>
  );
}
