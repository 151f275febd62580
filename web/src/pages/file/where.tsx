import { useState } from 'react';
import { useSettings, useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { Card } from '../../components/layout.tsx';
import styles from '../../filing/filing.module.css';
import { type FilingGuide, type GuideStep, useGuide } from '../../filing/guide.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

type Jurisdiction = FilingGuide['jurisdiction'];
interface Way {
  readonly asked: readonly string[];
  readonly rules: readonly string[] | undefined;
}

/** Which court, in plain questions: advice that nobody has to follow, and nothing of it is kept. */
export function Where({ kind }: { readonly kind: string }) {
  const texts = useTexts({ zh, en });
  const guide = useGuide();
  const [open, setOpen] = useState(false);
  if (guide.data === undefined) return null;
  return (
    <Card tone="wash">
      <h2>{texts.whereTitle}</h2>
      {open ? (
        <Questions jurisdiction={guide.data.jurisdiction} kind={kind} />
      ) : (
        <div>
          <Button look="secondary" onPress={() => setOpen(true)}>
            {texts.whereOpen}
          </Button>
        </div>
      )}
    </Card>
  );
}

function Questions({
  jurisdiction,
  kind,
}: {
  readonly jurisdiction: Jurisdiction;
  readonly kind: string;
}) {
  const { language } = useSettings();
  const [said, setSaid] = useState<Readonly<Record<string, string>>>({});
  const { asked, rules } = wayOf(jurisdiction, kind, said);
  return (
    <div className={styles.stack}>
      {asked.map((id) => {
        const question = jurisdiction.questions[id];
        if (question === undefined) return null;
        return (
          <div key={id} className={styles.question}>
            <Choice
              label={question.ask[language]}
              value={said[id] ?? ''}
              options={question.options.map((each) => ({
                value: each.id,
                label: each.label[language],
              }))}
              onChange={(answer) => setSaid({ ...said, [id]: answer })}
            />
            {question.help && <p className={styles.hint}>{question.help[language]}</p>}
          </div>
        );
      })}
      {rules !== undefined && <Rules jurisdiction={jurisdiction} ids={rules} />}
    </div>
  );
}

/** Follows the answers as far as they lead. */
function wayOf(
  { start, questions }: Jurisdiction,
  kind: string,
  said: Readonly<Record<string, string>>,
): Way {
  const asked: string[] = [];
  let step: GuideStep | undefined = start[kind];
  while (step !== undefined && 'ask' in step && !asked.includes(step.ask)) {
    const { ask }: { readonly ask: string } = step;
    asked.push(ask);
    step = questions[ask]?.options.find(({ id }) => id === said[ask])?.then;
  }
  return { asked, rules: step !== undefined && 'rules' in step ? step.rules : undefined };
}

function Rules({
  jurisdiction: { rules, chooseOne },
  ids,
}: {
  readonly jurisdiction: Jurisdiction;
  readonly ids: readonly string[];
}) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const found = ids.flatMap((id) => rules[id] ?? []);
  return (
    <div role="status" className={styles.question}>
      <h3>{texts.whereAnswer}</h3>
      <ul className={styles.text}>
        {found.map(({ where, law, explained, exclusive }) => (
          <li key={where[language]}>
            <strong>{where[language]}</strong>
            <span className={styles.law}> {law[language]}</span>
            {exclusive && <p>{texts.exclusive}</p>}
            {explained && <p className={styles.hint}>{explained[language]}</p>}
          </li>
        ))}
      </ul>
      {found.length > 1 && (
        <p>
          {chooseOne.words[language]}
          <span className={styles.law}> {chooseOne.law[language]}</span>
        </p>
      )}
      <p className={styles.hint}>{texts.whereOnly}</p>
    </div>
  );
}
