import { useEffect, useRef } from 'react';
import type { FeeMatter, FeeQuote, Wording } from '../../api-client/views.ts';
import { useDay } from '../../app/day.ts';
import { useSettings, useTexts } from '../../app/language.tsx';
import { formatFen } from '../../app/money.ts';
import { Button } from '../../components/button.tsx';
import { Actions, Card, type Fact, Facts } from '../../components/layout.tsx';
import { type Asked, questionOf } from './asked.ts';
import { en } from './en.ts';
import { Lines } from './lines.tsx';
import styles from './page.module.css';
import { zh } from './zh.ts';

type Range = FeeQuote['total'];

interface Props {
  readonly quote: FeeQuote;
  readonly asked: Asked;
  readonly matter: FeeMatter;
}

/** The fee first, then how it was reckoned, who pays it when, and what is still open. */
export function Answer({ quote, asked, matter }: Props) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const say = useRange();
  const heading = useRef<HTMLHeadingElement>(null);
  // The button that asked is far above: whoever listens goes on from the answer.
  useEffect(() => heading.current?.focus(), []);
  const { total, free, kind } = quote;
  return (
    <div className={styles.answer}>
      <Card tone="wash">
        <h2 ref={heading} tabIndex={-1}>
          {total.most === 0 ? texts.nothing : texts.due(texts.kinds[kind], say(total))}
        </h2>
        {free && <Sourced text={free.text} law={free.law} />}
        {quote.refund && <p>{texts.refund(say(prepaidOf(quote)), say(quote.refund.amount))}</p>}
        {quote.open.map((reason) => (
          <p key={reason}>{texts.open[reason](quote.court?.name)}</p>
        ))}
      </Card>
      <AskedFacts quote={quote} asked={asked} matter={matter} />
      {quote.lines.length > 0 && <Lines quote={quote} />}
      <Payments quote={quote} />
      {quote.notes.length > 0 && (
        <Card>
          <h3>{texts.notes}</h3>
          <ul className={styles.list}>
            {quote.notes.map(({ text, law }) => (
              <li key={text[language]}>
                <Sourced text={text} law={law} />
              </li>
            ))}
          </ul>
        </Card>
      )}
      <p>{texts.guess}</p>
      <Actions>
        <Button look="secondary" onPress={() => print()}>
          {texts.print}
        </Button>
      </Actions>
    </div>
  );
}

/** Everything that is paid before the matter is decided. */
function prepaidOf({ payments }: FeeQuote): Range {
  const amounts = payments.filter(({ prepaid }) => prepaid).map(({ amount }) => amount);
  return {
    least: amounts.reduce((sum, { least }) => sum + least, 0),
    most: amounts.reduce((sum, { most }) => sum + most, 0),
  };
}

/** A sum as it is read: one amount, or two with what lies between. */
function useRange(): (range: Range) => string {
  const texts = useTexts({ zh, en });
  return ({ least, most }) =>
    least === most
      ? texts.yuan(formatFen(least))
      : texts.between(formatFen(least), formatFen(most));
}

function Sourced({ text, law }: { readonly text: Wording; readonly law?: Wording | undefined }) {
  const { language } = useSettings();
  return (
    <p>
      {text[language]}
      {law && <span className={styles.law}> {law[language]}</span>}
    </p>
  );
}

/** What was asked, so that a printed answer says what it is an answer to. */
function AskedFacts({ quote, asked, matter }: Props) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const day = useDay();
  const sent = questionOf(asked, matter);
  const amounts = sent.amounts ?? [];
  const chosen = [sent.instance, sent.ground, sent.procedure, sent.side, sent.outcome]
    .flatMap((value) => (value === undefined ? [] : [texts.choices[value] ?? value]))
    .join(texts.comma);
  return (
    <Facts
      items={[
        { label: texts.matter, value: quote.name[language] },
        amounts.length > 0 && {
          label: texts.claimed,
          value: texts.yuan(amounts.map(formatFen).join(' + ')),
        },
        chosen !== '' && { label: texts.course, value: chosen },
        quote.kind !== 'none' && {
          label: texts.courtOf,
          value: quote.court?.name ?? texts.anyCourt,
        },
        ...quote.settings.map(({ title, source, court }) => ({
          label: title[language],
          value: texts.source(source, court.name),
        })),
        { label: texts.asOf, value: day(quote.day) },
      ]}
    />
  );
}

function Payments({ quote }: { readonly quote: FeeQuote }) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const say = useRange();
  if (quote.payments.length === 0) return null;
  const { refund, borne } = quote;
  return (
    <Card>
      <h3>{texts.payment}</h3>
      {quote.payments.map(({ who, when, amount, law }) => (
        <Facts
          key={law[language]}
          items={[
            { label: texts.howMuch, value: say(amount) },
            { label: texts.who, value: who[language] },
            {
              label: texts.when,
              value: (
                <>
                  {when[language]} {small(law[language])}
                </>
              ),
            },
          ]}
        />
      ))}
      <Facts
        items={[
          refund && fact(texts.back, texts.backText(say(refund.amount)), refund.law[language]),
          borne && fact(texts.borne, borne.who[language], borne.law[language]),
        ]}
      />
    </Card>
  );
}

const small = (law: string) => <span className={styles.law}>{law}</span>;
const fact = (label: string, text: string, law: string): Fact => ({
  ...{ label },
  value: (
    <>
      {text} {small(law)}
    </>
  ),
});
