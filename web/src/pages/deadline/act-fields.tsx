import type { DeadlineDetail } from '../../api-client/views.ts';
import { useSettings, useTexts } from '../../app/language.tsx';
import { Choice } from '../../components/choice.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { Select } from '../../components/select.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { en } from './en.ts';
import { causesOf, type Draft } from './order.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

interface Props {
  readonly draft: Draft;
  readonly choices: NonNullable<DeadlineDetail['choices']>;
  change(more: Partial<Draft>): void;
  errorOf(field: string): string | undefined;
}

/** The fields of one act: on which ground, from which day, by how much. */
export function ActFields({ draft, choices, change, errorOf }: Props) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const { act } = draft;
  if (act === 'stop' || act === 'end') return null;
  const causes = causesOf(act, choices);
  return (
    <>
      {act !== 'resume' && (
        <div id="cause" tabIndex={-1}>
          <Choice
            label={act === 'extend' ? texts.ground : texts.cause}
            value={draft.cause}
            onChange={(cause) => change({ cause, unit: unitsOf(choices, cause)[0] ?? '' })}
            options={causes.map(({ cause, name }) => ({ value: cause, label: name[language] }))}
          />
          {errorOf('cause') !== undefined && <p className={styles.error}>{errorOf('cause')}</p>}
        </div>
      )}
      {act === 'extend' ? (
        <By {...{ draft, choices, change, errorOf }} />
      ) : (
        <>
          <DayInput
            id="day"
            label={texts.days[act]}
            hint={texts.dayHints[act]}
            value={draft.day}
            onChange={(day) => change({ day })}
          />
          {errorOf('day') !== undefined && <p className={styles.error}>{errorOf('day')}</p>}
        </>
      )}
    </>
  );
}

function unitsOf(choices: Props['choices'], ground: string) {
  return choices.extensions.find((each) => each.ground === ground)?.units ?? [];
}

/** By how much, within what the ground allows. */
function By({ draft, choices, change, errorOf }: Props) {
  const texts = useTexts({ zh, en });
  const units = unitsOf(choices, draft.cause);
  const most = choices.extensions.find(({ ground }) => ground === draft.cause)?.most;
  return (
    <div className={styles.by}>
      <TextInput
        id="count"
        label={texts.count}
        {...(most && { hint: texts.most(most.count, texts.units[most.unit]) })}
        value={draft.count}
        onChange={(count) => change({ count })}
        inputMode="numeric"
        maxLength={4}
        error={errorOf('count')}
      />
      {units.length > 0 && (
        <Select
          id="unit"
          label={texts.unit}
          value={draft.unit}
          onChange={(unit) => change({ unit })}
          options={units.map((unit) => ({ value: unit, label: texts.units[unit] }))}
        />
      )}
    </div>
  );
}
