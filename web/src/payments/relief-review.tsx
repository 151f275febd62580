import { useQueryClient } from '@tanstack/react-query';
import { api, body } from '../api-client/client.ts';
import type { FeeRelief, ReliefSaid } from '../api-client/views.ts';
import { useTime } from '../app/format.ts';
import { useTexts } from '../app/language.tsx';
import { useMe } from '../app/queries.ts';
import { Choice } from '../components/choice.tsx';
import { DayInput } from '../components/day-input.tsx';
import { FormCard, useForm } from '../components/form.tsx';
import { Card, Facts } from '../components/layout.tsx';
import { TextInput } from '../components/text-input.tsx';
import { en, zh } from '../locales/payments.ts';
import styles from './payments.module.css';
import { PAYMENTS, useRelief } from './queries.ts';

/** Applications for relief of a filing, and the judge’s decision on the one that waits; nothing where nobody asked. */
export function ReliefReview({ filingId }: { readonly filingId: string }) {
  const texts = useTexts({ zh, en });
  const { data = [] } = useRelief(filingId);
  const { data: me } = useMe();
  const judges = (me?.roles ?? []).flatMap(({ role, court }) =>
    role === 'judge' && court !== undefined ? [court.code] : [],
  );
  if (data.length === 0) return null;
  return (
    <section className={styles.part} aria-label={texts.asked}>
      {data.map((relief) => (
        <Asked key={relief.id} relief={relief} mayDecide={judges.includes(relief.court.code)} />
      ))}
    </section>
  );
}

function Asked({ relief, mayDecide }: { readonly relief: FeeRelief; readonly mayDecide: boolean }) {
  const texts = useTexts({ zh, en });
  const time = useTime();
  const title = `${texts.reliefOf(texts.reliefs[relief.wanted])} · ${texts.reliefStates[relief.state]}`;
  return (
    <>
      <Card tone={relief.state === 'asked' ? 'warn' : 'plain'}>
        <h3>{title}</h3>
        <Facts
          items={[
            { label: texts.grounds, value: relief.grounds },
            relief.words !== undefined && { label: texts.reason, value: relief.words },
            { label: texts.when, value: time(relief.endedAt ?? relief.askedAt) },
          ]}
        />
        {relief.state === 'asked' && !mayDecide && <p>{texts.clerkOnly}</p>}
      </Card>
      {relief.state === 'asked' && mayDecide && <Decision relief={relief} />}
    </>
  );
}

type Grant = FeeRelief['wanted'] | 'refused';
const EMPTY = { grant: '' as Grant | '', percent: '', untilDay: '', words: '' };
type Typed = typeof EMPTY;

function Decision({ relief }: { readonly relief: FeeRelief }) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const form = useForm({
    form: `relief/${relief.id}`,
    empty: { ...EMPTY, grant: relief.wanted as Grant | '' },
    faults: ({ grant, percent, untilDay, words }: Typed) => [
      grant === 'reduced' &&
        !/^[3-9]\d$/.test(percent) && { field: 'percent', message: texts.percentBad },
      grant === 'deferred' && untilDay === '' && { field: 'untilDay', message: texts.dayMissing },
      words.trim() === '' && { field: 'words', message: texts.reasonMissing },
    ],
    send: (typed: Typed) =>
      body(
        api.POST('/api/v1/relief/{id}/decision', {
          params: { path: { id: relief.id } },
          body: { decision: saidOf(typed) },
        }),
      ),
    sent: () => client.invalidateQueries({ queryKey: PAYMENTS }),
  });
  const { grant } = form.fields;
  return (
    <FormCard form={form} title={<h3>{texts.asked}</h3>} submit={texts.decide} tone="wash">
      <Choice
        label={texts.decision}
        value={grant as Grant}
        onChange={form.set('grant')}
        options={[
          ...(['waived', 'reduced', 'deferred'] as const).map((value) => ({
            ...{ value, label: texts.reliefs[value] },
          })),
          { value: 'refused' as const, label: texts.refuse },
        ]}
      />
      {grant === 'reduced' && (
        <TextInput
          {...form.input('percent')}
          label={texts.percent}
          inputMode="numeric"
          maxLength={2}
        />
      )}
      {grant === 'deferred' && <DayInput {...form.input('untilDay')} label={texts.deferUntil} />}
      <TextInput
        {...form.input('words')}
        label={texts.reason}
        hint={texts.reasonHint}
        maxLength={500}
      />
    </FormCard>
  );
}

function saidOf({ grant, percent, untilDay, words }: Typed): ReliefSaid {
  switch (grant) {
    case 'waived':
      return { grant, words };
    case 'reduced':
      return { grant, percent: Number(percent), words };
    case 'deferred':
      return { grant, untilDay, words };
    default:
      return { words };
  }
}
