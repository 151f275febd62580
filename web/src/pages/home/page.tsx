import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useTexts } from '../../app/language.tsx';
import { isStaff, useMe } from '../../app/queries.ts';
import { Card, Page as Layout } from '../../components/layout.tsx';
import { en } from './en.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

export function Page() {
  const texts = useTexts({ zh, en });
  const { data: me } = useMe();
  return (
    <Layout title={texts.title} lead={texts.lead}>
      <div className={styles.doors}>
        <Door to="/verify" title={texts.verify} text={texts.verifyText} />
        {!isStaff(me) && <Door to="/inbox" title={texts.receive} text={texts.receiveText} />}
        {(isStaff(me) || !me) && <Door to="/desk" title={texts.staff} text={texts.staffText} />}
      </div>
      <Card tone="wash">
        <h2>{texts.how}</h2>
        <p>✓ {texts.shows}</p>
        <p>— {texts.showsNot}</p>
        <p>{texts.fraud}</p>
      </Card>
    </Layout>
  );
}

function Door({
  to,
  title,
  text,
}: {
  readonly to: string;
  readonly title: string;
  readonly text: string;
}): ReactNode {
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
