import type { CaseView, Period } from '../../api-client/views.ts';
import { useSettings, useTexts } from '../../app/language.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { GroupedSelect, Select } from '../../components/select.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { en } from './en.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

export interface Draft {
  readonly rule: string;
  readonly day: string;
  readonly time: string;
  readonly party: string;
  readonly because: string;
}
export const EMPTY: Draft = { rule: '', day: '', time: '', party: '', because: '' };

interface Props {
  readonly draft: Draft;
  readonly period: Period | undefined;
  readonly periods: readonly Period[];
  readonly parties: CaseView['parties'];
  readonly faults: readonly { readonly field: string; readonly message: string }[];
  change(more: Partial<Draft>): void;
}

/** Which period, from what, whose, and why. */
export function Fields({ draft, period, periods, parties, faults, change }: Props) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const errorOf = (field: string) => faults.find((fault) => fault.field === field)?.message;
  return (
    <>
      <Which {...{ draft, periods, change }} />
      <Fault text={errorOf('rule')} />
      {period && <About period={period} />}
      <DayInput
        id="day"
        label={texts.day}
        {...(period && {
          hint: texts.fact(period.start[language], texts.from[period.counting]),
        })}
        value={draft.day}
        onChange={(day) => change({ day })}
      />
      <Fault text={errorOf('day')} />
      {period?.length.unit === 'hours' && (
        <DayInput
          id="time"
          type="time"
          label={texts.time}
          value={draft.time}
          onChange={(time) => change({ time })}
        />
      )}
      <Fault text={errorOf('time')} />
      <Select
        id="party"
        label={texts.party}
        value={draft.party}
        onChange={(party) => change({ party })}
        options={[
          { value: '', label: texts.nobody },
          ...parties.map(({ id, name, side }) => ({ value: id, label: texts.named(name, side) })),
        ]}
      />
      <TextInput
        id="because"
        label={texts.reason}
        hint={texts.reasonHint}
        value={draft.because}
        onChange={(because) => change({ because })}
        maxLength={200}
        error={errorOf('because')}
      />
    </>
  );
}

function Fault({ text }: { readonly text: string | undefined }) {
  return text === undefined ? null : <p className={styles.error}>{text}</p>;
}

const GROUPS = [
  ...['filing', 'fees', 'service', 'hearing', 'trial', 'mediation', 'remedies'],
  ...['enforcement', 'limitation', 'platform'],
] as const;

function Which({ draft, periods, change }: Pick<Props, 'draft' | 'periods' | 'change'>) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  return (
    <GroupedSelect
      id="rule"
      label={texts.which}
      value={draft.rule}
      onChange={(rule) => change({ rule })}
      first={texts.choose}
      groups={GROUPS.map((group) => ({
        label: texts.groups[group] ?? group,
        options: periods
          .filter((each) => each.group === group)
          .map(({ rule, name }) => ({ value: rule, label: name[language] })),
      }))}
    />
  );
}

/** What the table says of the period that is chosen. */
function About({ period }: { readonly period: Period }) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const { count, unit } = period.length;
  return (
    <p className={styles.hint}>
      {texts.about(`${count} ${texts.units[unit]}`, texts.bearers[period.bearer])}
      {texts.lawOf(period.law[language])}
    </p>
  );
}
