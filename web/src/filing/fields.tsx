import { useState } from 'react';
import { useSettings, useTexts } from '../app/language.tsx';
import { formatFen, parseMoney } from '../app/money.ts';
import { Button } from '../components/button.tsx';
import { Choice } from '../components/choice.tsx';
import { DayInput } from '../components/day-input.tsx';
import { Card } from '../components/layout.tsx';
import { Checks } from '../components/select.tsx';
import { TextArea } from '../components/text-area.tsx';
import { TextInput } from '../components/text-input.tsx';
import { inCapitals } from './capitals.ts';
import { en } from './en.ts';
import styles from './filing.module.css';
import { type Answers, type Field, holds, isGiven, type Scope } from './form.ts';
import { zh } from './zh.ts';

/** What every field needs to know of the form around it. */
export interface Around {
  /** Every answer by its path. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The same as the form has them. */
  readonly answers: Answers;
  readonly asked: ReadonlySet<string>;
  onChange(path: string, value: unknown): void;
}

/** Id of a field on the page, so that notices can link to it. */
export const fieldId = (path: string): string => path.replaceAll('.', '-');

/** The fields of a row that are asked now, one under the other. */
export function Fields({
  fields,
  around,
}: {
  readonly fields: readonly Field[];
  readonly around: Around;
}) {
  return fields
    .filter((field) => holds(field.when, scopeOf(around, field.id)))
    .map((field) => <OneField key={field.id} field={field} path={field.id} around={around} />);
}

function scopeOf({ answers, asked }: Around, path: string, item?: Answers): Scope {
  return { answers: item === undefined ? [answers] : [item, answers], asked, path };
}

/** One question of any kind, kept and sent as it is typed. */
export function OneField({
  field,
  path,
  around,
}: {
  readonly field: Field;
  readonly path: string;
  readonly around: Around;
}) {
  if (field.kind === 'list') return <ListField field={field} path={path} around={around} />;
  const value = around.values[path];
  const set = (next: unknown) => around.onChange(path, next);
  const at = { field, id: fieldId(path), value, set };
  switch (field.kind) {
    case 'yesNo':
      return <YesNo {...at} />;
    case 'choice':
      return <OneOf {...at} />;
    case 'choices':
      return <SomeOf {...at} />;
    case 'day':
      return <Day {...at} />;
    case 'money':
      return <Money {...at} />;
    case 'rate':
      return <Rate {...at} />;
    case 'count':
      return <Count {...at} />;
    default:
      return <Words {...at} />;
  }
}

interface At {
  readonly field: Field;
  readonly id: string;
  readonly value: unknown;
  set(next: unknown): void;
}

/** The question; what may be left out says so. */
function useAsk({ ask, need }: Field): string {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const words = ask[language];
  return need === undefined && !texts.saysOptional(words) ? texts.optional(words) : words;
}

function useHint({ help, example }: Field): string | undefined {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const parts = [help?.[language], example && texts.example(example[language])];
  const hint = parts.filter(Boolean).join(' ');
  return hint === '' ? undefined : hint;
}

function Words({ field, id, value, set }: At) {
  const label = useAsk(field);
  const hint = useHint(field);
  const text = typeof value === 'string' ? value : '';
  const props = {
    ...{ id, label, value: text, onChange: set },
    ...(hint === undefined ? {} : { hint }),
    ...(field.max === undefined ? {} : { maxLength: field.max }),
  };
  if (field.kind === 'paragraph') return <TextArea {...props} rows={4} />;
  const numeric = field.format === 'phone' ? ({ inputMode: 'numeric' } as const) : {};
  return <TextInput {...props} {...numeric} />;
}

function Day({ field, id, value, set }: At) {
  const label = useAsk(field);
  const hint = useHint(field);
  const text = typeof value === 'string' ? value : '';
  return (
    <DayInput
      {...{ id, label, value: text, onChange: set }}
      {...(hint === undefined ? {} : { hint })}
    />
  );
}

function YesNo({ field, id, value, set }: At) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const [yes, no] =
    field.words !== undefined && language === 'zh-CN' ? field.words : [texts.yes, texts.no];
  const label = useAsk(field);
  const hint = useHint(field);
  return (
    <div id={id} tabIndex={-1} className={styles.question}>
      <Choice
        label={label}
        value={typeof value === 'boolean' ? String(value) : ''}
        options={[
          { value: 'true', label: yes },
          { value: 'false', label: no },
        ]}
        onChange={(next) => set(next === 'true')}
      />
      {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      <Clear shown={field.need === undefined && isGiven(value)} onClear={() => set(null)} />
    </div>
  );
}

function OneOf({ field, id, value, set }: At) {
  const { language } = useSettings();
  const label = useAsk(field);
  const hint = useHint(field);
  return (
    <div id={id} tabIndex={-1} className={styles.question}>
      <Choice
        label={label}
        value={typeof value === 'string' ? value : ''}
        options={(field.options ?? []).map((each) => ({
          value: each.id,
          label: each.label[language],
        }))}
        onChange={set}
      />
      {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      <Clear shown={field.need === undefined && isGiven(value)} onClear={() => set(null)} />
    </div>
  );
}

/** A choice that need not be made can be taken back. */
function Clear({ shown, onClear }: { readonly shown: boolean; onClear(): void }) {
  const texts = useTexts({ zh, en });
  if (!shown) return null;
  return (
    <div>
      <Button look="plain" onPress={onClear}>
        {texts.clear}
      </Button>
    </div>
  );
}

function SomeOf({ field, id, value, set }: At) {
  const { language } = useSettings();
  const label = useAsk(field);
  return (
    <Checks
      id={id}
      label={label}
      values={Array.isArray(value) ? (value as string[]) : []}
      options={(field.options ?? []).map((each) => ({
        value: each.id,
        label: each.label[language],
      }))}
      onChange={set}
    />
  );
}

/** What is typed stays as it is typed; what it is understood as stands below, in figures and in capitals. */
function Money({ field, id, value, set }: At) {
  const texts = useTexts({ zh, en });
  const label = useAsk(field);
  const hint = useHint(field);
  const shown = typeof value === 'number' ? formatFen(value) : '';
  const [typed, setTyped] = useState<string>();
  // What is typed stands as long as it is what is kept; a figure that came from elsewhere takes its place.
  const read = typed === undefined ? undefined : parseMoney(typed);
  const text = typed !== undefined && (typeof read !== 'number' || read === value) ? typed : shown;
  const parsed = parseMoney(text);
  const change = (next: string) => {
    setTyped(next);
    const fen = parseMoney(next);
    if (typeof fen === 'number') set(fen);
    else if (fen === 'empty') set(null);
  };
  const wrong = typeof parsed !== 'number' && parsed !== 'empty';
  return (
    <div className={styles.question}>
      <TextInput
        {...{ id, label: texts.yuan(label), value: text, onChange: change, maxLength: 40 }}
        hint={[hint, texts.moneyHint].filter(Boolean).join(' ')}
        error={wrong ? texts.moneyWrong : undefined}
      />
      {typeof parsed === 'number' && (
        <p className={styles.understood}>
          {texts.understood(formatFen(parsed), inCapitals(parsed))}
        </p>
      )}
    </div>
  );
}

const PPM = 10_000;

function Rate({ field, id, value, set }: At) {
  const texts = useTexts({ zh, en });
  const label = useAsk(field);
  const hint = useHint(field);
  const [typed, setTyped] = useState<string>();
  const shown = typeof value === 'number' ? String(Number((value / PPM).toFixed(4))) : '';
  const text = typed ?? shown;
  const change = (next: string) => {
    setTyped(next);
    const ppm = parseRate(next);
    if (ppm !== undefined) set(ppm);
    if (next.trim() === '') set(null);
  };
  const wrong = text.trim() !== '' && parseRate(text) === undefined;
  return (
    <TextInput
      {...{ id, label: texts.percent(label), value: text, onChange: change, maxLength: 20 }}
      hint={[hint, texts.rateHint].filter(Boolean).join(' ')}
      error={wrong ? texts.rateWrong : undefined}
    />
  );
}

function parseRate(typed: string): number | undefined {
  const plain = typed.normalize('NFKC').replace(/[\s%]/g, '');
  if (!/^\d{1,5}(?:\.\d{1,4})?$/.test(plain)) return undefined;
  const ppm = Math.round(Number(plain) * PPM);
  return ppm <= 100_000_000 ? ppm : undefined;
}

function Count({ field, id, value, set }: At) {
  const texts = useTexts({ zh, en });
  const label = useAsk(field);
  const [typed, setTyped] = useState<string>();
  const text = typed ?? (typeof value === 'number' ? String(value) : '');
  const numberOf = (from: string) => {
    const plain = from.normalize('NFKC').trim();
    const n = /^\d{1,6}$/.test(plain) ? Number(plain) : Number.NaN;
    return n >= (field.min ?? 0) && n <= (field.max ?? 100_000) ? n : undefined;
  };
  const change = (next: string) => {
    setTyped(next);
    const n = numberOf(next);
    if (n !== undefined) set(n);
    if (next.trim() === '') set(null);
  };
  const wrong = text.trim() !== '' && numberOf(text) === undefined;
  return (
    <TextInput
      {...{ id, label, value: text, onChange: change, maxLength: 6, inputMode: 'numeric' }}
      error={wrong ? texts.countWrong(field.min ?? 0, field.max ?? 0) : undefined}
    />
  );
}

/** A list: an item on a card each; one is taken out, and those below move up. */
function ListField({
  field,
  path,
  around,
}: {
  readonly field: Field;
  readonly path: string;
  readonly around: Around;
}) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const saved = around.answers[path];
  const items = Array.isArray(saved) ? (saved as Answers[]) : [];
  const [empty, setEmpty] = useState(0);
  const count = Math.max(items.length, empty);
  const label = useAsk(field);
  const hint = useHint(field);
  const name = field.item?.[language] ?? '';
  return (
    <fieldset id={fieldId(path)} tabIndex={-1} className={styles.list}>
      <legend>{label}</legend>
      {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      {Array.from({ length: count }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an item has no name but its place
        <Card key={`${i} ${count}`}>
          <h3>{texts.item(name, i + 1)}</h3>
          <ItemFields {...{ field, path, around, item: items[i] ?? {}, at: i }} />
          <div>
            <Button
              look="plain"
              onPress={() => {
                removeItem(field, path, around, i, count);
                setEmpty(count - 1);
              }}
            >
              {texts.removeItem(name, i + 1)}
            </Button>
          </div>
        </Card>
      ))}
      {count < (field.max ?? 1) && (
        <div>
          <Button look="secondary" onPress={() => setEmpty(count + 1)}>
            {count === 0 ? texts.addFirst(name) : texts.addItem(name)}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

function ItemFields({
  field,
  path,
  around,
  item,
  at,
}: {
  readonly field: Field;
  readonly path: string;
  readonly around: Around;
  readonly item: Answers;
  readonly at: number;
}) {
  return (field.fields ?? [])
    .map((inner) => ({ inner, place: `${path}.${at}.${inner.id}` }))
    .filter(({ inner, place }) => holds(inner.when, scopeOf(around, place, item)))
    .map(({ inner, place }) => <OneField key={place} field={inner} path={place} around={around} />);
}

function removeItem(field: Field, path: string, around: Around, at: number, count: number): void {
  for (let i = at; i < count; i++) {
    for (const { id } of field.fields ?? []) {
      const here = `${path}.${i}.${id}`;
      const below = around.values[`${path}.${i + 1}.${id}`];
      if (isGiven(around.values[here]) || isGiven(below)) around.onChange(here, below ?? null);
    }
  }
}
