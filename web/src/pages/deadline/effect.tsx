import type { ReactNode } from 'react';
import type { Deadline, DeadlinePreview } from '../../api-client/views.ts';
import { useDay } from '../../app/day.ts';
import { useSettings, useTexts } from '../../app/language.tsx';
import { Actions, Card, Facts } from '../../components/layout.tsx';
import * as words from '../../locales/deadlines.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** The old end and the new, the sentence that will stand there, and the question whether to go on. */
export function Effect({
  preview: { before, after },
  law,
  children,
}: {
  readonly preview: DeadlinePreview;
  readonly law: string | undefined;
  readonly children: ReactNode;
}) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const end = useEnd();
  return (
    <div role="alert">
      <Card tone="warn">
        <h3>{texts.effect}</h3>
        <Facts
          items={[
            { label: texts.before, value: end(before) },
            { label: texts.after, value: <b>{end(after)}</b> },
            law !== undefined && { label: texts.law, value: law },
          ]}
        />
        <p>{after.explanation[language]}</p>
        <p>{texts.effectHint}</p>
        <Actions>{children}</Actions>
      </Card>
    </div>
  );
}

function useEnd(): (deadline: Deadline) => string {
  const texts = useTexts({ zh, en });
  const states = useTexts(words);
  const day = useDay();
  return ({ lastDay, standing, daysLeft }) => {
    if (standing === 'suspended') return states.still(daysLeft);
    if (standing === 'met' || standing === 'ended') return states[standing];
    return lastDay === undefined ? '' : texts.endsOn(day(lastDay));
  };
}
