import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { Signing } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import styles from '../../filing/filing.module.css';
import { ActToSign } from '../../signing/act-to-sign.tsx';
import { canSign, sittingPoint } from '../../signing/sitting-key.ts';
import { en } from './en.ts';
import { type StepProps, Ways } from './step.tsx';
import { zh } from './zh.ts';

/** What will happen, the declaration, and the signature with the key of this sitting. */
export function SignStep({ filing, written, back }: StepProps) {
  const texts = useTexts({ zh, en });
  const navigate = useNavigate();
  const prepare = useMutation({
    mutationFn: async (): Promise<Signing | undefined> => {
      if ((await written.draft.flush()) !== 'saved') return undefined;
      return body(
        api.POST('/api/v1/filings/{id}/submission', {
          params: { path: { id: filing.id } },
          body: { point: await sittingPoint() },
        }),
      );
    },
  });
  const unsaved = prepare.isSuccess && prepare.data === undefined;
  return (
    <>
      {!canSign() && <ErrorSummary fields={[{ message: texts.cannotSign }]} />}
      <ErrorSummary error={prepare.error} fields={unsaved ? [{ message: texts.notSaved }] : []} />
      {prepare.data === undefined ? (
        <Declaration
          agent={filing.capacity === 'agent'}
          busy={prepare.isPending}
          back={back}
          onNext={() => prepare.mutate()}
        />
      ) : (
        <ActToSign
          texts={{ ...texts, heading: texts.check, note: texts.key, sign: texts.confirm }}
          prepare={prepare}
          onAgain={() => prepare.mutate()}
          onBack={() => prepare.reset()}
          onSigned={() => navigate(`/filings/${filing.id}/receipt?new=1`, { replace: true })}
        />
      )}
    </>
  );
}

function Declaration({
  agent,
  busy,
  back,
  onNext,
}: {
  readonly agent: boolean;
  readonly busy: boolean;
  readonly back: string | undefined;
  onNext(): void;
}) {
  const texts = useTexts({ zh, en });
  const [declared, setDeclared] = useState(false);
  const [tried, setTried] = useState(false);
  const next = () => {
    setTried(true);
    if (declared) onNext();
  };
  return (
    <>
      {tried && !declared && (
        <ErrorSummary fields={[{ field: 'declared', message: texts.declareMissing }]} />
      )}
      <Card tone="warn">
        <h2>{texts.willTitle}</h2>
        <ul className={styles.text}>
          {(agent ? [texts.willAgent, ...texts.will.slice(1)] : texts.will).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </Card>
      <Card>
        <h2>{texts.declaration}</h2>
        <ol className={styles.text}>
          {texts.declare.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ol>
        <label className={styles.check}>
          <input
            id="declared"
            type="checkbox"
            checked={declared}
            onChange={(event) => setDeclared(event.target.checked)}
          />
          {texts.declareYes}
        </label>
      </Card>
      <Actions>
        <Button onPress={next} isDisabled={busy || !canSign()}>
          {texts.prepare}
        </Button>
      </Actions>
      <Ways next={undefined} back={back} />
    </>
  );
}
