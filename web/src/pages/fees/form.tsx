import { type FormEvent, useState } from 'react';
import type { FeeMatter } from '../../api-client/views.ts';
import { useSettings, useTexts, wordFor } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { CourtChooser } from '../../components/court-chooser/court-chooser.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions } from '../../components/layout.tsx';
import { GroupedSelect } from '../../components/select.tsx';
import { Amounts } from './amounts.tsx';
import { type Asked, amountFaults, amountField } from './asked.ts';
import { Course } from './course.tsx';
import { en } from './en.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

interface Props {
  readonly matters: readonly FeeMatter[];
  readonly asked: Asked;
  readonly error: Error | null;
  readonly busy: boolean;
  onChange(part: Partial<Asked>): void;
  onAsk(matter: FeeMatter): void;
}

/** Matter, amount, course of the case and court; what the matter does not take is not asked. */
export function Form({ matters, asked, error, busy, onChange, onAsk }: Props) {
  const texts = useTexts({ zh, en });
  const [tried, setTried] = useState(false);
  const matter = matters.find(({ id }) => id === asked.matter);
  if (matter === undefined) return null;
  const faults = amountFaults(asked, matter).map(({ at, fault }) => ({
    field: amountField(at),
    message: texts.faults[fault](matter.several && asked.amounts.length > 1 ? at + 1 : undefined),
  }));
  // A summary that came up while somebody types would take the focus away: what is wrong is said when he asks.
  const change = (part: Partial<Asked>) => {
    setTried(false);
    onChange(part);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (faults.length === 0) onAsk(matter);
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <ErrorSummary error={error} fields={tried ? faults : []} />
      <MatterSelect matters={matters} asked={asked} onChange={change} />
      {matter.amount !== 'none' && (
        <Amounts
          matter={matter}
          asked={asked}
          faults={tried ? faults : []}
          onChange={(amounts) => change({ amounts })}
        />
      )}
      {matter.suit && <Course matter={matter} asked={asked} onChange={change} />}
      {matter.group !== 'free' && <CourtField asked={asked} onChange={change} />}
      <Actions>
        <Button type="submit" isDisabled={busy}>
          {texts.compute}
        </Button>
      </Actions>
    </form>
  );
}

/** What costs nothing costs nothing everywhere, and is asked of no court. */
function CourtField({ asked, onChange }: Pick<Props, 'asked' | 'onChange'>) {
  const texts = useTexts({ zh, en });
  return (
    <>
      <CourtChooser
        id="court"
        label={texts.court}
        chosen={asked.court}
        onChoose={(court) => onChange({ court })}
      />
      {asked.court !== undefined && (
        <Actions>
          <Button look="plain" onPress={() => onChange({ court: undefined })}>
            {texts.noCourt}
          </Button>
        </Actions>
      )}
    </>
  );
}

function MatterSelect({ matters, asked, onChange }: Pick<Props, 'matters' | 'asked' | 'onChange'>) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const groups = [...new Set(matters.map(({ group }) => group))];
  return (
    <GroupedSelect
      id="matter"
      label={texts.matter}
      value={asked.matter}
      groups={groups.map((group) => ({
        label: wordFor(texts, group),
        options: matters
          .filter((each) => each.group === group)
          .map(({ id, name }) => ({ value: id, label: name[language] })),
      }))}
      onChange={(value) => onChange({ matter: value as Asked['matter'], more: [] })}
    />
  );
}
