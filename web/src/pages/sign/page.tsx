import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { ServiceView } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { finalReceipt, useService } from '../../app/services.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Page as Layout, Loading, Steps } from '../../components/layout.tsx';
import { Restored } from '../../components/restored.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useKept } from '../../kept/use-kept.ts';
import { ActToSign } from '../../signing/act-to-sign.tsx';
import { canSign, sittingPoint } from '../../signing/sitting-key.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

type Event = 'signed' | 'refused' | 'objected';
type Capacity = 'self' | 'agent' | 'substitute';
interface Answer {
  readonly event: Event;
  readonly capacity: Capacity;
  readonly reason: string;
}

const EMPTY: Answer = { event: 'signed', capacity: 'self', reason: '' };

export function Page() {
  const texts = useTexts({ zh, en });
  const { serviceId = '' } = useParams();
  const service = useService(serviceId);
  // Asked once, on arrival: what this page itself signs leads on to its receipt.
  const [signedHere, setSignedHere] = useState(false);
  const done = service.data && finalReceipt(service.data);
  if (service.data === undefined) {
    return (
      <Layout title={texts.title}>
        <ErrorSummary error={service.error} />
        {service.isPending && <Loading text={texts.loading} />}
      </Layout>
    );
  }
  if (done === undefined || signedHere) {
    return <Signature service={service.data} onSigning={() => setSignedHere(true)} />;
  }
  return (
    <Layout title={texts.title} lead={nameOf(service.data)}>
      <Card tone="good">
        <h2>{texts.already}</h2>
        <p>{texts.alreadyText}</p>
        <Actions>
          <ButtonLink to={`/inbox/${serviceId}/receipt/${done.chain.recordId}`}>
            {texts.toReceipt}
          </ButtonLink>
          <ButtonLink to="/inbox" look="secondary">
            {texts.toInbox}
          </ButtonLink>
        </Actions>
      </Card>
    </Layout>
  );
}

function nameOf(service: ServiceView): string {
  return `${service.title}（${service.number}）`;
}

function Signature({ service, onSigning }: { readonly service: ServiceView; onSigning(): void }) {
  const texts = useTexts({ zh, en });
  const navigate = useNavigate();
  const serviceId = service.id;
  const kept = useKept(`sign/${serviceId}`, EMPTY);
  const answer = kept.fields;
  const prepare = usePrepare(serviceId);
  const signing = prepare.data;
  return (
    <Layout title={texts.title} lead={nameOf(service)}>
      <Steps at={signing ? 2 : 1} of={texts.steps.split('|')} label={texts.step(signing ? 2 : 1)} />
      {!canSign() && <ErrorSummary fields={[{ message: texts.cannot }]} />}
      <ErrorSummary error={prepare.error} />
      {signing === undefined && <Restored form={kept} />}
      {signing === undefined ? (
        <Choose
          serviceId={serviceId}
          answer={answer}
          onChange={kept.change}
          busy={prepare.isPending}
          onNext={() => prepare.mutate(answer)}
        />
      ) : (
        <ActToSign
          texts={{ ...texts, heading: texts.check, note: texts.key, again: texts.prepareAgain }}
          prepare={prepare}
          onBack={() => prepare.reset()}
          onAgain={() => prepare.mutate(answer)}
          onSigning={onSigning}
          onSigned={async ({ recordId }) => {
            void kept.forget();
            await navigate(`/inbox/${serviceId}/receipt/${recordId}?new=1`, { replace: true });
          }}
        />
      )}
    </Layout>
  );
}

function usePrepare(id: string) {
  return useMutation({
    mutationFn: async ({ event, capacity, reason }: Answer) =>
      body(
        api.POST('/api/v1/services/{id}/signing', {
          params: { path: { id } },
          body: {
            point: await sittingPoint(),
            event,
            capacity,
            ...(event === 'objected' ? { reason } : {}),
          },
        }),
      ),
  });
}

function Choose(props: {
  readonly serviceId: string;
  readonly answer: Answer;
  readonly busy: boolean;
  onChange(answer: Answer): void;
  onNext(): void;
}) {
  const texts = useTexts({ zh, en });
  const { answer, onChange } = props;
  const [missing, setMissing] = useState(false);
  const next = () => {
    const incomplete = answer.event === 'objected' && answer.reason.trim() === '';
    setMissing(incomplete);
    if (!incomplete) props.onNext();
  };
  return (
    <>
      {missing && <ErrorSummary fields={[{ field: 'reason', message: texts.needReason }]} />}
      <Choice
        label={texts.choose}
        value={answer.event}
        onChange={(event) => onChange({ ...answer, event })}
        options={[
          { value: 'signed', label: texts.signed, hint: texts.signedHint },
          { value: 'refused', label: texts.refused, hint: texts.refusedHint },
          { value: 'objected', label: texts.objected, hint: texts.objectedHint },
        ]}
      />
      {answer.event === 'objected' && (
        <TextInput
          id="reason"
          label={texts.reason}
          hint={texts.reasonHint}
          maxLength={200}
          value={answer.reason}
          onChange={(reason) => onChange({ ...answer, reason })}
          error={missing ? texts.needReason : undefined}
        />
      )}
      <Choice
        label={texts.who}
        value={answer.capacity}
        onChange={(capacity) => onChange({ ...answer, capacity })}
        options={[
          { value: 'self', label: texts.self },
          { value: 'agent', label: texts.agent },
          { value: 'substitute', label: texts.substitute },
        ]}
      />
      <Actions>
        <Button onPress={next} isDisabled={props.busy || !canSign()}>
          {texts.next}
        </Button>
        <ButtonLink to={`/inbox/${props.serviceId}`} look="secondary">
          {texts.cancel}
        </ButtonLink>
      </Actions>
    </>
  );
}
