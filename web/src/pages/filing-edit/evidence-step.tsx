import { useTexts } from '../../app/language.tsx';
import { Loading } from '../../components/layout.tsx';
import { useFormData } from '../../filing/form.ts';
import { usePleading } from '../../filing/queries.ts';
import { aroundOf, RowCard } from './claim-step.tsx';
import { en } from './en.ts';
import { type StepProps, Ways } from './step.tsx';
import { zh } from './zh.ts';

/** 证据清单 as 证据规定 19 wants it. */
export function EvidenceStep({ filing, written, next, back }: StepProps) {
  const texts = useTexts({ zh, en });
  const form = useFormData(filing.form);
  const pleading = usePleading(filing.id, true);
  const row = form.data?.sections.flatMap(({ rows }) => rows).find(({ id }) => id === 'evidence');
  return (
    <>
      <p>{texts.evidenceLead}</p>
      {row === undefined ? (
        <Loading text={texts.loading} />
      ) : (
        <RowCard
          placed={{ row }}
          around={aroundOf(written, pleading.data)}
          pleading={pleading.data}
        />
      )}
      <Ways next={next} back={back} />
    </>
  );
}
