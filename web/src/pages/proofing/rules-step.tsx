import { useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import type { Proofing } from '../../api-client/views.ts';
import { useSettings, useTexts } from '../../app/language.tsx';
import { useStep } from '../../app/proofing.ts';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { CourtChooser } from '../../components/court-chooser/court-chooser.tsx';
import { type LastCourt, lastCourt } from '../../components/court-chooser/last-court.ts';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { en } from './en.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

/** 注册须知, with a demonstration of the steps that may be skipped and seen again. */
export function RulesStep({ rules }: { readonly rules: Proofing['rules'] }) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const read = useStep(() =>
    body(api.POST('/api/v1/proofing/rules', { body: { version: rules.version } })),
  );
  return (
    <>
      <Tour />
      <Card>
        <h2>{texts.rulesTitle}</h2>
        <ErrorSummary error={read.error} />
        <ul className={styles.text}>
          {rules.text[language].map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <Actions>
          <Button onPress={() => read.mutate(undefined)} isDisabled={read.isPending}>
            {texts.rulesRead}
          </Button>
        </Actions>
      </Card>
    </>
  );
}

function Tour() {
  const texts = useTexts({ zh, en });
  const [at, setAt] = useState<number>();
  const [seen, setSeen] = useState(false);
  const steps = texts.tourSteps.split('|');
  const end = () => {
    setSeen(true);
    setAt(undefined);
  };
  if (at === undefined) {
    return (
      <Actions>
        <Button look="secondary" onPress={() => setAt(0)}>
          {seen ? texts.tourAgain : texts.tourTitle}
        </Button>
      </Actions>
    );
  }
  const last = at + 1 === steps.length;
  return (
    <Card tone="wash">
      <p>{texts.tourAt(at + 1, steps.length)}</p>
      <p aria-live="polite">{steps[at]}</p>
      <Actions>
        <Button autoFocus onPress={() => (last ? end() : setAt(at + 1))}>
          {last ? texts.tourEnd : texts.tourNext}
        </Button>
        {!last && (
          <Button look="secondary" onPress={end}>
            {texts.tourSkip}
          </Button>
        )}
      </Actions>
    </Card>
  );
}

/** What account, and which court helps where no machine can. */
export function KindStep() {
  const texts = useTexts({ zh, en });
  const [kind, setKind] = useState<'person' | 'organisation'>('person');
  const [court, setCourt] = useState<LastCourt | undefined>(lastCourt);
  const [missing, setMissing] = useState(false);
  const choose = useStep((code: string) =>
    body(api.POST('/api/v1/proofing/kind', { body: { kind, court: code } })),
  );
  const next = () => {
    setMissing(court === undefined);
    if (court !== undefined) choose.mutate(court.code);
  };
  return (
    <Card>
      <h2>{texts.kindTitle}</h2>
      <ErrorSummary
        error={choose.error}
        fields={missing ? [{ field: 'court', message: texts.courtMissing }] : []}
      />
      <Choice<'person' | 'organisation'>
        label={texts.kindTitle}
        value={kind}
        options={[
          { value: 'person', label: texts.kindPerson, hint: texts.kindPersonHint },
          {
            value: 'organisation',
            label: texts.kindOrganisation,
            hint: texts.kindOrganisationHint,
          },
        ]}
        onChange={setKind}
      />
      <CourtChooser id="court" label={texts.courtLabel} chosen={court} onChoose={setCourt} />
      <Actions>
        <Button onPress={next} isDisabled={choose.isPending}>
          {texts.next}
        </Button>
      </Actions>
    </Card>
  );
}
