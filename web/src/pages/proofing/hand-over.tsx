import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, body } from '../../api-client/client.ts';
import { useTime } from '../../app/format.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { QrImage } from '../../components/qr-image.tsx';
import { en } from './en.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

const ASK_MS = 2_000;

/** For a screen without a camera: the phone does this step, and what it took shows here. */
export function HandOver() {
  const texts = useTexts({ zh, en });
  const time = useTime();
  const client = useQueryClient();
  const make = useMutation({
    mutationFn: () => body(api.POST('/api/v1/proofing/hand-over', { body: {} })),
  });
  const shown = make.data;
  useEffect(() => {
    if (shown === undefined) return;
    const asking = setInterval(
      () => void client.invalidateQueries({ queryKey: ['proofing'] }),
      ASK_MS,
    );
    return () => clearInterval(asking);
  }, [shown, client]);
  return (
    <Card tone="wash">
      <h2>{texts.handOverTitle}</h2>
      <p>{texts.handOverText}</p>
      <ErrorSummary error={make.error} />
      {shown && (
        <div className={styles.fields}>
          <QrImage
            text={`${location.origin}/hand-over#${shown.token}`}
            label={texts.handOverCode}
          />
          <p role="status">{texts.handOverUntil(time(shown.until))}</p>
        </div>
      )}
      <Actions>
        <Button look="secondary" onPress={() => make.mutate()} isDisabled={make.isPending}>
          {shown ? texts.handOverAgain : texts.handOver}
        </Button>
      </Actions>
    </Card>
  );
}
