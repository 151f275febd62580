import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTexts } from '../../app/language.tsx';
import { Loading } from '../../components/layout.tsx';
import styles from '../../filing/filing.module.css';
import { READ_OF_FILING } from '../../filing/queries.ts';
import { PaperSlots, useFilingLimits } from '../../papers/paper-slots.tsx';
import { en } from './en.ts';
import { type StepProps, Ways } from './step.tsx';
import { zh } from './zh.ts';

/** Written by the system from the answers, where there is a form. */
const MADE: ReadonlySet<string> = new Set(['complaint', 'evidenceList']);
const ALWAYS_MADE: ReadonlySet<string> = new Set(['serviceConfirmation', 'declaration']);

/** Papers by their places of the checklist, what belongs to this filing first. */
export function PapersStep({ filing, next, back }: StepProps) {
  const texts = useTexts({ zh, en });
  const limits = useFilingLimits(filing.id);
  const changed = useFilingChanged(filing.id);
  const own = filing.form === undefined;
  const wanted = (limits.data?.slots ?? []).filter(
    ({ slot }) => !ALWAYS_MADE.has(slot) && (own || !MADE.has(slot)),
  );
  // Of the moment at which he came: a place that moved while it sends would lose what waits in it.
  const [there] = useState(
    () => new Set(filing.papers.flatMap(({ slot, made }) => (made ? [] : [slot]))),
  );
  const first = wanted.filter(({ slot, expected }) => expected || there.has(slot));
  const rest = wanted.filter((each) => !first.includes(each));
  return (
    <>
      <p>{own ? texts.papersOwnLead : texts.papersLead}</p>
      {limits.data === undefined && <Loading text={texts.loading} />}
      <PaperSlots filing={filing} slots={first.map(({ slot }) => slot)} onChanged={changed} />
      {rest.length > 0 && (
        <details className={styles.fold}>
          <summary>{texts.papersMore}</summary>
          <div className={styles.stack}>
            <PaperSlots
              filing={filing}
              slots={rest.map(({ slot }) => slot)}
              limitsTold
              onChanged={changed}
            />
          </div>
        </details>
      )}
      <Ways next={next} back={back} />
    </>
  );
}

/** Reads the filing, and what depends on its papers, again. */
export function useFilingChanged(id: string): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await client.invalidateQueries({ queryKey: ['filing', id] });
    for (const what of READ_OF_FILING) await client.invalidateQueries({ queryKey: [what, id] });
  };
}
