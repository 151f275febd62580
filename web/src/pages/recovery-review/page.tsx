import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import type { Recovery, RecoveryLine } from '../../api-client/views.ts';
import { useTime } from '../../app/format.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { Decide } from '../../components/decide.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Empty, Facts, Page as Layout, Loading } from '../../components/layout.tsx';
import { en } from './en.ts';
import styles from './page.module.css';
import { AtWindow } from './window.tsx';
import { zh } from './zh.ts';

/** Who says that an account is his: photographs of now beside those of before; and the window. */
export function Page() {
  const texts = useTexts({ zh, en });
  const waiting = useQuery({
    queryKey: ['recoveries'],
    refetchInterval: 15_000,
    queryFn: () => body(api.GET('/api/v1/recoveries')),
  });
  return (
    <Layout title={texts.title} lead={texts.lead} wide>
      <ErrorSummary error={waiting.error} />
      {waiting.isPending && <Loading text={texts.loading} />}
      {waiting.data?.length === 0 && <Empty title={texts.empty} />}
      {waiting.data?.map((line) => (
        <Item key={line.id} line={line} />
      ))}
      <AtWindow />
    </Layout>
  );
}

function Item({ line }: { readonly line: RecoveryLine }) {
  const texts = useTexts({ zh, en });
  const time = useTime();
  const [open, setOpen] = useState(false);
  const { id, name, askedAt, dueAt, overdue } = line;
  const opened = useQuery({
    queryKey: ['recovery-review', id],
    enabled: open,
    // Each reading is an entry of the log.
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => body(api.GET('/api/v1/recoveries/{id}', { params: { path: { id } } })),
  });
  return (
    <Card tone={overdue ? 'warn' : 'plain'}>
      <h2>{name}</h2>
      <Facts
        items={[
          { label: texts.asked, value: time(askedAt) },
          { label: texts.due, value: `${time(dueAt)}${overdue ? ` · ${texts.overdue}` : ''}` },
        ]}
      />
      <ErrorSummary error={opened.error} />
      {opened.data === undefined ? (
        <Actions>
          <Button onPress={() => setOpen(true)} isDisabled={open && opened.isPending}>
            {texts.open}
          </Button>
        </Actions>
      ) : (
        <Compare recovery={opened.data} />
      )}
    </Card>
  );
}

function Compare({ recovery }: { readonly recovery: Recovery }) {
  const texts = useTexts({ zh, en });
  const { id, name, before, photos } = recovery;
  const sides = [
    { of: 'before', title: texts.before, said: before.name, shown: photos.before },
    { of: 'now', title: texts.now, said: name, shown: photos.now },
  ] as const;
  return (
    <>
      <Facts items={[{ label: texts.number, value: before.number, mono: true }]} />
      <div className={styles.split}>
        {sides.map(({ of, title, said, shown }) => (
          <section key={of}>
            <h3>
              {title}：{said}
            </h3>
            {shown.map((side) => (
              <img
                key={side}
                src={`/api/v1/recoveries/${id}/photos/${of}/${side}`}
                alt={`${title} ${wordFor(texts, side)}`}
              />
            ))}
          </section>
        ))}
      </div>
      <Decision id={id} />
    </>
  );
}

function Decision({ id }: { readonly id: string }) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  return (
    <Decide
      about={`recovery/${id}`}
      texts={texts}
      send={(decision) =>
        api.POST('/api/v1/recoveries/{id}/decision', { params: { path: { id } }, body: decision })
      }
      sent={() => client.invalidateQueries({ queryKey: ['recoveries'] })}
    />
  );
}
