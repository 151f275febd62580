import { useHotline } from '../../app/hotline.ts';
import { useTexts } from '../../app/language.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { HotlineHours, HotlineNow } from '../../components/hotline-now.tsx';
import { Actions, Card, Page as Layout } from '../../components/layout.tsx';
import { en } from './en.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

/** Who is there to help, when, and what a call from the court means. */
export function Page() {
  const texts = useTexts({ zh, en });
  const hotline = useHotline();
  return (
    <Layout title={texts.title} lead={texts.lead}>
      <Card tone="wash">
        <h2>{texts.hotline}</h2>
        <p className={styles.now} role="status">
          {hotline.data ? <HotlineNow hotline={hotline.data} /> : texts.loading}
        </p>
        {hotline.data && (
          <p>
            <HotlineHours hotline={hotline.data} />
          </p>
        )}
        <a className={styles.call} href="tel:12368">
          {texts.call}
        </a>
      </Card>
      <Card>
        <h2>{texts.who}</h2>
        <DataTable
          label={texts.who}
          columns={[texts.matter, texts.what]}
          rows={texts.rows.map(([matter, what]) => ({ id: matter, cells: [matter, what] }))}
        />
      </Card>
      <Card>
        <h2>{texts.calls}</h2>
        <p>{texts.callsText}</p>
        <h3>{texts.missed}</h3>
        <p>{texts.missedText}</p>
        <h3>{texts.refuse}</h3>
        <p>{texts.refuseText}</p>
        <h3>{texts.offline}</h3>
        <p>{texts.offlineText}</p>
      </Card>
      <Card>
        <h2>{texts.court}</h2>
        <p>{texts.courtText}</p>
        <Actions>
          <ButtonLink to="/courts" look="secondary">
            {texts.findCourt}
          </ButtonLink>
          <ButtonLink to="/verify" look="secondary">
            {texts.verify}
          </ButtonLink>
        </Actions>
      </Card>
      <Card>
        <h2>{texts.fees}</h2>
        <p>{texts.feesText}</p>
        <Actions>
          <ButtonLink to="/fees" look="secondary">
            {texts.compute}
          </ButtonLink>
        </Actions>
      </Card>
    </Layout>
  );
}
