import type { FeeMatter } from '../../api-client/views.ts';
import { useSettings, useTexts } from '../../app/language.tsx';
import { formatFen, parseMoney } from '../../app/money.ts';
import { Button } from '../../components/button.tsx';
import type { FieldProblem } from '../../components/error-summary.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { type Asked, amountField, MOST_AMOUNTS } from './asked.ts';
import { en } from './en.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

/** One amount, or several that are added up; what was understood stands below each. */
export function Amounts({
  matter,
  asked,
  faults,
  onChange,
}: {
  readonly matter: FeeMatter;
  readonly asked: Asked;
  readonly faults: readonly FieldProblem[];
  onChange(amounts: readonly string[]): void;
}) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const rows = matter.several ? asked.amounts : asked.amounts.slice(0, 1);
  const name =
    asked.instance === 'first' || !matter.suit ? matter.amountOf?.[language] : texts.contested;
  const hint = matter.amount === 'optional' ? texts.amountOptional : texts.amountHint;
  const set = (at: number, typed: string) =>
    onChange(asked.amounts.map((each, i) => (i === at ? typed : each)));
  return (
    <div className={styles.amounts}>
      {rows.map((typed, at) => (
        // Rows have no name but their place.
        // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
        <div key={at} className={styles.amount}>
          <TextInput
            id={amountField(at)}
            label={texts.amount(name ?? '', rows.length > 1 ? at + 1 : undefined)}
            {...(at === 0 && { hint })}
            value={typed}
            onChange={(next) => set(at, next)}
            error={faults.find(({ field }) => field === amountField(at))?.message}
            maxLength={40}
          />
          <Understood typed={typed} />
          {rows.length > 1 && (
            <Button look="plain" onPress={() => onChange(asked.amounts.filter((_, i) => i !== at))}>
              {texts.remove(at + 1)}
            </Button>
          )}
        </div>
      ))}
      {matter.several && rows.length < MOST_AMOUNTS && (
        <Button look="secondary" onPress={() => onChange([...asked.amounts, ''])}>
          {texts.add}
        </Button>
      )}
      {rows.length > 1 && <Sum amounts={rows} />}
    </div>
  );
}

function Understood({ typed }: { readonly typed: string }) {
  const texts = useTexts({ zh, en });
  const parsed = parseMoney(typed);
  if (typeof parsed !== 'number') return null;
  return <p className={styles.understood}>{texts.understood(formatFen(parsed))}</p>;
}

function Sum({ amounts }: { readonly amounts: readonly string[] }) {
  const texts = useTexts({ zh, en });
  const parsed = amounts.map(parseMoney).filter((each) => typeof each === 'number');
  const sum = parsed.reduce((all, each) => all + each, 0);
  return (
    <p className={styles.sum} role="status">
      {texts.sum(formatFen(sum))}
    </p>
  );
}
