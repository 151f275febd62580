import { useQuery } from '@tanstack/react-query';
import { api, body } from '../../api-client/client.ts';
import type { FeeQuote, FilingView } from '../../api-client/views.ts';
import { useSettings, useTexts } from '../../app/language.tsx';
import { formatFen } from '../../app/money.ts';
import { Choice } from '../../components/choice.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Card } from '../../components/layout.tsx';
import styles from '../../filing/filing.module.css';
import { nested } from '../../filing/form.ts';
import { useGuide } from '../../filing/guide.ts';
import { useKept } from '../../kept/use-kept.ts';
import { Lines } from '../fees/lines.tsx';
import { en } from './en.ts';
import { type StepProps, Ways } from './step.tsx';
import { zh } from './zh.ts';

/** Cost, the conditions of 民诉法 122 as a self-check, risks, and whether mediation is wanted. Nothing here refuses. */
export function CostStep({ filing, written, next, back }: StepProps) {
  const texts = useTexts({ zh, en });
  return (
    <>
      <Fee filing={filing} values={written.values} />
      <SelfCheck filing={filing} />
      <Card>
        <h2>{texts.riskTitle}</h2>
        <ul className={styles.text}>
          {texts.risks.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </Card>
      {filing.kind === 'civil' && <Mediation written={written} form={filing.form !== undefined} />}
      <Ways next={next} back={back} />
    </>
  );
}

const MATTERS: Readonly<Record<string, 'property' | 'labour' | 'administrative'>> = {
  privateLoan: 'property',
  sale: 'property',
  labour: 'labour',
};
/** Fields with an amount that is claimed; the total stands for all of them once it is said. */
const CLAIMED = [
  'principalOwed',
  'interestOwed',
  'costs',
  'priceOwed',
  'delayOwed',
  'damages',
  'otherAmount',
] as const;

/** What is asked of the calculator; nothing where the person has to say more. */
function questionOf({ form, kind, court }: FilingView, values: Readonly<Record<string, unknown>>) {
  if (kind === 'administrative')
    return { matter: 'administrative', amounts: [], court: court.code } as const;
  if (kind !== 'civil' || form === undefined) return undefined;
  const answers = nested(values);
  const listed = Array.isArray(answers.claims) ? (answers.claims as { amount?: unknown }[]) : [];
  const single = CLAIMED.map((id) => answers[id]);
  const amounts = [...single, ...listed.map(({ amount }) => amount)].filter(
    (each): each is number => typeof each === 'number' && each > 0,
  );
  const sum = amounts.reduce((all, each) => all + each, 0);
  const total = typeof answers.total === 'number' ? answers.total : sum;
  const matter = MATTERS[form] ?? 'property';
  if (matter === 'labour') return { matter, amounts: [], court: court.code } as const;
  return total === 0 ? undefined : ({ matter, amounts: [total], court: court.code } as const);
}

function Fee({
  filing,
  values,
}: {
  readonly filing: FilingView;
  readonly values: Readonly<Record<string, unknown>>;
}) {
  const texts = useTexts({ zh, en });
  const question = questionOf(filing, values);
  const quote = useQuery({
    queryKey: ['fee-of-filing', question],
    enabled: question !== undefined,
    queryFn: (): Promise<FeeQuote> =>
      body(
        api.POST('/api/v1/fees/quote', {
          body: {
            ...(question as NonNullable<typeof question>),
            amounts: [...(question?.amounts ?? [])],
          },
        }),
      ),
  });
  return (
    <Card tone="wash">
      <h2>{texts.feeTitle}</h2>
      <ErrorSummary error={quote.error} />
      {question === undefined && <p>{texts.feeNone}</p>}
      {quote.data && <Quote quote={quote.data} amount={question?.amounts[0]} />}
      <p>
        <a href="/fees" target="_blank" rel="noreferrer">
          {texts.feeMore}
        </a>
      </p>
      <p>{texts.feeRelief}</p>
    </Card>
  );
}

function Quote({
  quote,
  amount,
}: {
  readonly quote: FeeQuote;
  readonly amount?: number | undefined;
}) {
  const texts = useTexts({ zh, en });
  const { least, most } = quote.total;
  const sum = least === most ? formatFen(most) : texts.between(formatFen(least), formatFen(most));
  return (
    <>
      <p>
        <strong>{texts.fee(sum)}</strong>
      </p>
      {amount !== undefined && <p className={styles.fact}>{texts.feeAmount(formatFen(amount))}</p>}
      <p>{texts.feeNote}</p>
      {quote.lines.length > 0 && <Lines quote={quote} />}
    </>
  );
}

/** 民诉法 122, ticked by the person for himself: kept on this device, and nobody's business. */
function SelfCheck({ filing: { id, kind } }: Pick<StepProps, 'filing'>) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const conditions = useGuide().data?.conditions[kind] ?? [];
  const kept = useKept(`self-check/${id}`, { met: [] as string[] });
  const { met } = kept.fields;
  return (
    <Card>
      <h2>{texts.checkTitle}</h2>
      <p className={styles.law}>{texts.conditionsLaw}</p>
      <div>
        {conditions.map(({ id: condition, ask, law }) => (
          <label key={condition} className={styles.check}>
            <input
              type="checkbox"
              checked={met.includes(condition)}
              onChange={(event) =>
                kept.change({
                  met: event.target.checked
                    ? [...met, condition]
                    : met.filter((each) => each !== condition),
                })
              }
            />
            <span>
              {ask[language]}
              <span className={styles.law}> {law[language]}</span>
            </span>
          </label>
        ))}
      </div>
      <p role="status">
        {met.length === conditions.length ? texts.conditionsGood : texts.conditionsOpen}
      </p>
    </Card>
  );
}

const ANSWERS = { yes: 'wanted', no: 'notWanted', unsure: null } as const;

/** No answer is proposed: mediation is voluntary. A form prints it, too. */
function Mediation({
  written: { about, values, draft },
  form,
}: {
  readonly written: StepProps['written'];
  readonly form: boolean;
}) {
  const texts = useTexts({ zh, en });
  const said =
    about.mediation === 'wanted'
      ? 'yes'
      : about.mediation === 'notWanted'
        ? 'no'
        : values.mediate === 'unsure'
          ? 'unsure'
          : '';
  return (
    <Card>
      <Choice<'yes' | 'no' | 'unsure' | ''>
        label={texts.mediationTitle}
        value={said}
        options={[
          { value: 'yes', label: texts.mediationYes },
          { value: 'no', label: texts.mediationNo },
          ...(form ? [{ value: 'unsure' as const, label: texts.mediationUnsure }] : []),
        ]}
        onChange={(choice) => {
          if (choice === '') return;
          draft.setAbout({ mediation: ANSWERS[choice] });
          if (form) draft.set('mediate', choice);
        }}
      />
      <p className={styles.hint}>{texts.mediationHint}</p>
    </Card>
  );
}
