import { api, body } from '../../api-client/client.ts';
import type { Proofing } from '../../api-client/views.ts';
import { helpingPass } from '../../app/helping.ts';
import { useSettings, useTexts } from '../../app/language.tsx';
import { useStep } from '../../app/proofing.ts';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Facts } from '../../components/layout.tsx';
import { en } from './en.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

/** 告知书: the last thing a person does himself. */
export function NoticeStep({ notice }: { readonly notice: Proofing['notice'] }) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const { version, sha256, text } = notice;
  const sign = useStep(() =>
    body(api.POST('/api/v1/proofing/notice', { body: { version, sha256 } })),
  );
  return (
    <Card>
      <h2>{texts.noticeTitle}</h2>
      <ErrorSummary error={sign.error} />
      <div className={styles.fields}>
        {text[language].map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      <Facts
        items={[
          { label: texts.version, value: version },
          { label: texts.digest, value: sha256, mono: true },
        ]}
      />
      {helpingPass() === undefined ? (
        <>
          <p>{texts.noticeWarn}</p>
          <Actions>
            <Button onPress={() => sign.mutate(undefined)} isDisabled={sign.isPending}>
              {texts.noticeSign}
            </Button>
          </Actions>
        </>
      ) : (
        <p>
          <strong>{texts.helperSignsNot}</strong>
        </p>
      )}
    </Card>
  );
}
