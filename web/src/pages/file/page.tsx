import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useTexts } from '../../app/language.tsx';
import { useProofing } from '../../app/proofing.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { ErrorSummary, type FieldProblem } from '../../components/error-summary.tsx';
import { Actions, Card, Page as Layout } from '../../components/layout.tsx';
import { Restored } from '../../components/restored.tsx';
import { StepLine } from '../../filing/parts.tsx';
import { useKept } from '../../kept/use-kept.ts';
import { beginFiling } from './begin.ts';
import { en } from './en.ts';
import { NOTHING_SAID, type Said } from './said.ts';
import { CourtStep, MatterStep, NoticeStep, useForms, WeighStep, WhoStep } from './steps.tsx';
import { zh } from './zh.ts';

const STEPS = ['notice', 'cost', 'court', 'matter', 'who'] as const;
type Step = (typeof STEPS)[number];

/** The way in: what to know, where, what and for whom; then there is a draft. */
export function Page() {
  const texts = useTexts({ zh, en });
  const proofing = useProofing();
  const step = useStep();
  const names = texts.steps.split('|');
  const proofed = proofing.data === undefined || proofing.data.step === 'done';
  return (
    <Layout title={texts.title} lead={texts.lead}>
      {proofed ? (
        <>
          <StepLine at={STEPS.indexOf(step) + 1} of={names} />
          <Steps step={step} />
        </>
      ) : (
        <Card tone="warn">
          <h2>{texts.notProofed}</h2>
          <p>{texts.notProofedText}</p>
          <Actions>
            <ButtonLink to="/proofing">{texts.goProofing}</ButtonLink>
          </Actions>
        </Card>
      )}
      <p>
        <Link to="/filings">{texts.again}</Link>
      </p>
    </Layout>
  );
}

function useStep(): Step {
  const [search] = useSearchParams();
  return STEPS.find((each) => each === search.get('step')) ?? 'notice';
}

function Steps({ step }: { readonly step: Step }) {
  const texts = useTexts({ zh, en });
  const kept = useKept<Said>('file', NOTHING_SAID);
  const navigate = useNavigate();
  const [tried, setTried] = useState(false);
  const said = kept.fields;
  const faults = useFaults(step, said);
  const begin = useBegin(said, () => kept.forget());
  const go = (to: Step | undefined) => {
    setTried(false);
    if (to !== undefined) void navigate(`/file?step=${to}`);
  };
  const at = STEPS.indexOf(step);
  const next = () => {
    setTried(true);
    if (faults.length > 0) return;
    if (step === 'who') begin.mutate();
    else go(STEPS[at + 1]);
  };
  const change = (part: Partial<Said>) => kept.change(part);
  return (
    <>
      {step === 'notice' && <Restored form={kept} />}
      <ErrorSummary error={begin.error} fields={tried ? faults : []} />
      {step === 'notice' && <NoticeStep said={said} change={change} />}
      {step === 'cost' && <WeighStep />}
      {step === 'court' && <CourtStep said={said} change={change} />}
      {step === 'matter' && <MatterStep said={said} change={change} />}
      {step === 'who' && <WhoStep said={said} change={change} />}
      <Actions>
        <Button onPress={next} isDisabled={begin.isPending}>
          {step === 'who' ? texts.begin : texts.next}
        </Button>
        {at > 0 && (
          <Button look="secondary" onPress={() => go(STEPS[at - 1])}>
            {texts.back}
          </Button>
        )}
      </Actions>
    </>
  );
}

function useFaults(step: Step, said: Said): FieldProblem[] {
  const texts = useTexts({ zh, en });
  const cause = useCause(said);
  if (step === 'notice' && !said.read) return [{ field: 'read', message: texts.readMissing }];
  if (step === 'court' && said.court.code === '')
    return [{ field: 'court', message: texts.courtMissing }];
  if ((step === 'matter' || step === 'who') && cause === '')
    return [{ field: 'cause', message: texts.causeMissing }];
  return [];
}

/** 案由: of the form, or as it was typed. */
function useCause({ kind, form, cause }: Said): string {
  const forms = useForms();
  const given = kind === 'civil' ? forms.data?.find(({ id }) => id === form)?.cause : undefined;
  return given ?? cause.trim();
}

function useBegin(said: Said, done: () => unknown) {
  const navigate = useNavigate();
  const cause = useCause(said);
  return useMutation({
    mutationFn: () => beginFiling(said, cause),
    onSuccess: async ({ id }) => {
      await done();
      await navigate(`/filings/${id}/edit/parties`);
    },
  });
}
