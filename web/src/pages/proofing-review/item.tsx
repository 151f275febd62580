import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import type { Review } from '../../api-client/views.ts';
import { useTime } from '../../app/format.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Facts, Loading } from '../../components/layout.tsx';
import { Restored } from '../../components/restored.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { type Kept, useKept } from '../../kept/use-kept.ts';
import { en } from './en.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

type Field = Review['reasons'][number]['field'];
type Decision =
  | { decision: 'approved'; attended?: boolean }
  | { decision: 'returned'; reasons: { field: Field; reason: string }[] }
  | { decision: 'refused'; words: string };

const EMPTY = { words: '', reasons: {} as Partial<Record<Field, string>> };

/** One identity: photographs beside what was written, and what becomes of it. */
export function Item({ id, onDone }: { readonly id: string; onDone(): void }) {
  const texts = useTexts({ zh, en });
  const item = useQuery({
    queryKey: ['review', id],
    queryFn: () => body(api.GET('/api/v1/reviews/{id}', { params: { path: { id } } })),
  });
  if (item.data === undefined) {
    return item.error ? <ErrorSummary error={item.error} /> : <Loading text={texts.loading} />;
  }
  return (
    <div className={styles.item}>
      <Written review={item.data} />
      <Photographs review={item.data} />
      <Decide review={item.data} onDone={onDone} />
    </div>
  );
}

function Written({ review }: { readonly review: Review }) {
  const texts = useTexts({ zh, en });
  const time = useTime();
  return (
    <Card>
      <h2>{texts.fields}</h2>
      <Facts
        items={[
          { label: texts.name, value: review.name },
          { label: texts.document, value: wordFor(texts, review.document) },
          { label: texts.number, value: review.number, mono: true },
          {
            label: texts.cause,
            value: review.causes.map((cause) => wordFor(texts, cause)).join('、'),
          },
          { label: texts.asked, value: time(review.askedAt) },
          { label: texts.due, value: time(review.dueAt) },
        ]}
      />
      <p className={styles.small}>{texts.noted}</p>
    </Card>
  );
}

function Photographs({ review }: { readonly review: Review }) {
  const texts = useTexts({ zh, en });
  return (
    <Card>
      <h2>{texts.photos}</h2>
      {review.photos.length === 0 && <p>{texts.noPhotos}</p>}
      <div className={styles.photos}>
        {review.photos.map((side) => (
          <figure key={side}>
            <img src={`/api/v1/reviews/${review.id}/photos/${side}`} alt={wordFor(texts, side)} />
            <figcaption>{wordFor(texts, side)}</figcaption>
          </figure>
        ))}
      </div>
    </Card>
  );
}

function Decide({ review, onDone }: { readonly review: Review; onDone(): void }) {
  const texts = useTexts({ zh, en });
  const [asking, setAsking] = useState<'returned' | 'refused'>();
  const kept = useKept(`review/${review.id}`, EMPTY);
  const client = useQueryClient();
  const decide = useMutation({
    mutationFn: (said: Decision) =>
      api.POST('/api/v1/reviews/{id}/decision', {
        params: { path: { id: review.id } },
        body: said,
      }),
    onSuccess: async () => {
      await kept.forget();
      onDone();
      await client.invalidateQueries({ queryKey: ['reviews'] });
    },
  });
  const mustBeSeen =
    review.contested || (!review.photos.includes('holding') && review.causes.includes('portrait'));
  return (
    <Card tone="wash">
      <ErrorSummary error={decide.error} />
      {asking === 'returned' && (
        <Return
          {...{ review, kept }}
          onSend={decide.mutate}
          onCancel={() => setAsking(undefined)}
        />
      )}
      {asking === 'refused' && (
        <Refuse kept={kept} onSend={decide.mutate} onCancel={() => setAsking(undefined)} />
      )}
      {asking === undefined && (
        <Actions>
          {!mustBeSeen && (
            <Button
              onPress={() => decide.mutate({ decision: 'approved' })}
              isDisabled={decide.isPending}
            >
              {texts.approve}
            </Button>
          )}
          <Button
            look={mustBeSeen ? 'primary' : 'secondary'}
            onPress={() => decide.mutate({ decision: 'approved', attended: true })}
            isDisabled={decide.isPending}
          >
            {texts.attended}
          </Button>
          <Button look="secondary" onPress={() => setAsking('returned')}>
            {texts.returnIt}
          </Button>
          <Button look="danger" onPress={() => setAsking('refused')}>
            {texts.refuse}
          </Button>
        </Actions>
      )}
    </Card>
  );
}

interface Asking {
  readonly kept: Kept<typeof EMPTY>;
  onSend(said: Decision): void;
  onCancel(): void;
}

function Return({ review, kept, onSend, onCancel }: Asking & { readonly review: Review }) {
  const texts = useTexts({ zh, en });
  const { reasons } = kept.fields;
  const [missing, setMissing] = useState(false);
  const fields: Field[] = ['name', 'number', ...(review.photos as Field[])];
  const send = () => {
    const said = fields.flatMap((field) => {
      const reason = reasons[field]?.trim() ?? '';
      return reason === '' ? [] : [{ field, reason }];
    });
    setMissing(said.length === 0);
    if (said.length > 0) onSend({ decision: 'returned', reasons: said });
  };
  return (
    <div className={styles.form}>
      <h2>{texts.returnTitle}</h2>
      <Restored form={kept} />
      <ErrorSummary
        fields={missing ? [{ field: 'reason-name', message: texts.reasonMissing }] : []}
      />
      <p className={styles.small}>{texts.reasonHint}</p>
      {fields.map((field) => (
        <TextInput
          key={field}
          id={`reason-${field}`}
          label={texts.reason(wordFor(texts, field))}
          value={reasons[field] ?? ''}
          onChange={(text) => kept.change({ reasons: { ...reasons, [field]: text } })}
          maxLength={100}
        />
      ))}
      <Actions>
        <Button onPress={send}>{texts.sendBack}</Button>
        <Button look="secondary" onPress={onCancel}>
          {texts.cancel}
        </Button>
      </Actions>
    </div>
  );
}

function Refuse({ kept, onSend, onCancel }: Asking) {
  const texts = useTexts({ zh, en });
  const { words } = kept.fields;
  const [missing, setMissing] = useState(false);
  const send = () => {
    setMissing(words.trim() === '');
    if (words.trim() !== '') onSend({ decision: 'refused', words: words.trim() });
  };
  return (
    <div className={styles.form}>
      <Restored form={kept} />
      <ErrorSummary fields={missing ? [{ field: 'words', message: texts.refuseMissing }] : []} />
      <TextInput
        id="words"
        label={texts.refuseTitle}
        value={words}
        onChange={(next) => kept.change({ words: next })}
        maxLength={200}
      />
      <Actions>
        <Button look="danger" onPress={send}>
          {texts.refuse}
        </Button>
        <Button look="secondary" onPress={onCancel}>
          {texts.cancel}
        </Button>
      </Actions>
    </div>
  );
}
