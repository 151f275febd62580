import type { FeeMatter } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { Checks, Select } from '../../components/select.tsx';
import type { Asked } from './asked.ts';
import { en } from './en.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

interface Props {
  readonly matter: FeeMatter;
  readonly asked: Asked;
  onChange(part: Partial<Asked>): void;
}

/** Instance and procedure; what only few cases have stands behind a fold. */
export function Course({ matter, asked, onChange }: Props) {
  const texts = useTexts({ zh, en });
  const { instance } = asked;
  const select = selects(asked, texts, onChange);
  return (
    <>
      {select('instance', ['first', 'appeal', 'retrial'])}
      {instance === 'retrial' && select('ground', ['newEvidence', 'noAppeal', 'other'])}
      {instance === 'first' && (
        <div className={styles.amounts}>
          {select('procedure', ['ordinary', 'summary', 'smallClaims', 'converted'])}
          <p className={styles.understood}>{texts.procedureHint}</p>
        </div>
      )}
      <details className={styles.more}>
        <summary>{texts.more}</summary>
        <div className={styles.form}>
          {instance === 'first' && select('side', ['plaintiff', 'counterclaim', 'thirdParty'])}
          {select('outcome', ['judged', 'mediated', 'withdrawn', 'dismissed'])}
          {instance === 'first' && <Circumstances {...{ matter, asked, onChange }} />}
        </div>
      </details>
    </>
  );
}

/** A list of one choice, by its name. */
function selects(asked: Asked, texts: typeof zh, onChange: Props['onChange']) {
  return (name: 'instance' | 'ground' | 'procedure' | 'side' | 'outcome', values: string[]) => (
    <Select
      id={name}
      label={texts[name]}
      value={asked[name]}
      options={values.map((value) => ({ value, label: texts.choices[value] ?? value }))}
      onChange={(value) => onChange({ [name]: value })}
    />
  );
}

function Circumstances({ matter, asked, onChange }: Props) {
  const texts = useTexts({ zh, en });
  const options = [
    ...(matter.several ? [{ value: 'withNonProperty', label: texts.withNonProperty }] : []),
    ...(matter.wages ? [{ value: 'wages', label: texts.wages }] : []),
  ];
  if (options.length === 0) return null;
  return (
    <Checks
      id="circumstances"
      label={texts.circumstances}
      values={asked.more}
      options={options}
      onChange={(more) => onChange({ more })}
    />
  );
}
