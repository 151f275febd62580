import type { Setting } from '../../api-client/views.ts';
import { useSettings, useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { Actions } from '../../components/layout.tsx';
import { useSettingValue } from '../../components/setting-value.tsx';
import { TextArea } from '../../components/text-area.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { en } from './en.ts';
import styles from './page.module.css';
import type { Draft, Span } from './value.ts';
import { zh } from './zh.ts';

interface Props {
  readonly setting: Setting;
  readonly draft: Draft;
  onChange(draft: Draft): void;
  readonly error: string | undefined;
}

/** The field for a value of this kind. */
export function ValueField(props: Props) {
  const { kind } = props.setting;
  if (kind === 'hours') return <Hours {...props} />;
  if (kind === 'text') return <Texts {...props} />;
  if (kind === 'choice') return <Options {...props} />;
  return <NumberField {...props} />;
}

function NumberField({ setting, draft, onChange, error }: Props) {
  const texts = useTexts({ zh, en });
  const value = useSettingValue();
  const { least, most } = setting;
  const hint =
    least === undefined || most === undefined
      ? {}
      : { hint: texts.within(texts.boundsOf(value(setting, least), value(setting, most))) };
  return (
    <TextInput
      id="value"
      label={texts.newValue}
      value={draft.number}
      onChange={(number) => onChange({ ...draft, number })}
      inputMode="numeric"
      maxLength={7}
      error={error}
      {...hint}
    />
  );
}

function Options({ setting, draft, onChange }: Props) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const options = Object.entries(setting.options ?? {});
  return (
    <Choice
      label={texts.newValue}
      value={draft.choice}
      onChange={(choice) => onChange({ ...draft, choice })}
      options={options.map(([value, label]) => ({ value, label: label[language] }))}
    />
  );
}

function Texts({ setting, draft, onChange, error }: Props) {
  const texts = useTexts({ zh, en });
  const names = (setting.placeholders ?? []).map((name) => `{{${name}}}`).join(' ');
  return (
    <>
      {names !== '' && <p>{texts.placeholders(names)}</p>}
      <div className={styles.both}>
        <TextArea
          id="value"
          lang="zh-CN"
          label={texts.zhText}
          value={draft.texts['zh-CN']}
          onChange={(text) => onChange({ ...draft, texts: { ...draft.texts, 'zh-CN': text } })}
          maxLength={6000}
          error={error}
        />
        <TextArea
          id="value-en"
          lang="en"
          label={texts.enText}
          value={draft.texts.en}
          onChange={(text) => onChange({ ...draft, texts: { ...draft.texts, en: text } })}
          maxLength={6000}
        />
      </div>
    </>
  );
}

/** Spans of hours on a working day, at most four. */
function Hours({ draft, onChange }: Props) {
  const texts = useTexts({ zh, en });
  const { spans } = draft;
  const change = (at: number, changed: Partial<Span>) =>
    onChange({
      ...draft,
      spans: spans.map((span, i) => (i === at ? { ...span, ...changed } : span)),
    });
  return (
    <>
      {spans.map((span, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a span is its place
        <fieldset key={i} className={styles.span}>
          <legend>{texts.span(i + 1)}</legend>
          <DayInput
            type="time"
            id={i === 0 ? 'value' : `value-${i}`}
            label={texts.from}
            value={span.from}
            onChange={(from) => change(i, { from })}
          />
          <DayInput
            type="time"
            id={`value-to-${i}`}
            label={texts.to}
            value={span.to}
            onChange={(to) => change(i, { to })}
          />
          {spans.length > 1 && (
            <Button
              look="plain"
              onPress={() => onChange({ ...draft, spans: spans.filter((_, at) => at !== i) })}
            >
              {texts.removeSpan}
            </Button>
          )}
        </fieldset>
      ))}
      {spans.length < 4 && (
        <Actions>
          <Button
            look="secondary"
            onPress={() =>
              onChange({ ...draft, spans: [...spans, { from: '14:00', to: '17:00' }] })
            }
          >
            {texts.addSpan}
          </Button>
        </Actions>
      )}
    </>
  );
}
