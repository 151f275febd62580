import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import type { Erasure } from '../../api-client/views.ts';
import { useTime } from '../../app/format.ts';
import { useTexts } from '../../app/language.tsx';
import { Button, ButtonLink } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Facts, Page as Layout, Loading } from '../../components/layout.tsx';
import { en } from './en.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

const KEY = ['erasure'];

/** A copy of everything held about me, and the way to have it erased. */
export function Page() {
  const texts = useTexts({ zh, en });
  const security = useQuery({
    queryKey: ['security'],
    queryFn: () => body(api.GET('/api/v1/account/security')),
  });
  const erasure = useQuery({
    queryKey: KEY,
    queryFn: () => body(api.GET('/api/v1/account/erasure')),
  });
  const fresh = security.data?.fresh ?? false;
  return (
    <Layout title={texts.title} lead={texts.lead}>
      <ErrorSummary error={security.error ?? erasure.error} />
      {(security.isPending || erasure.isPending) && <Loading text={texts.loading} />}
      {security.data !== undefined && !fresh && (
        <Card tone="warn">
          <p>{texts.fresh}</p>
        </Card>
      )}
      {security.data !== undefined && <Copy fresh={fresh} />}
      {erasure.data !== undefined && <Erase erasure={erasure.data} fresh={fresh} />}
    </Layout>
  );
}

function Copy({ fresh }: { readonly fresh: boolean }) {
  const texts = useTexts({ zh, en });
  return (
    <Card>
      <h2>{texts.take}</h2>
      <p>{texts.takeText}</p>
      <p>{texts.takeCare}</p>
      <Actions>
        {fresh ? (
          <ButtonLink to="/api/v1/account/export" download>
            {texts.take}
          </ButtonLink>
        ) : (
          <Button isDisabled>{texts.take}</Button>
        )}
      </Actions>
    </Card>
  );
}

function Erase({ erasure, fresh }: { readonly erasure: Erasure; readonly fresh: boolean }) {
  const texts = useTexts({ zh, en });
  const waits = erasure.state === 'waiting';
  return (
    <>
      {waits && <Waiting erasure={erasure} />}
      <Card>
        <h2>{texts.erase}</h2>
        <Points title={texts.goes} items={texts.goesItems} />
        <Points title={texts.stays} items={texts.staysItems} />
        <p>{texts.how}</p>
        <p>{texts.law}</p>
        <Before erasure={erasure} />
        {erasure.holdsOffice && <p>{texts.office}</p>}
        {!waits && !erasure.holdsOffice && <Ask fresh={fresh} />}
      </Card>
    </>
  );
}

function Points({ title, items }: { readonly title: string; readonly items: readonly string[] }) {
  return (
    <>
      <h3>{title}</h3>
      <ul className={styles.points}>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </>
  );
}

/** What became of the request before. */
function Before({ erasure }: { readonly erasure: Erasure }) {
  const texts = useTexts({ zh, en });
  if (erasure.state === 'cancelled') return <p>{texts.wasCancelled}</p>;
  if (erasure.state !== 'refused') return null;
  return (
    <>
      <h3>{texts.wasRefused}</h3>
      <Decisions erasure={erasure} />
    </>
  );
}

function Decisions({ erasure: { decisions } }: { readonly erasure: Erasure }) {
  const texts = useTexts({ zh, en });
  return (
    <Facts
      items={decisions.map(({ court, decision, words }) => ({
        label: court.name,
        value: (
          <>
            {decision === undefined ? texts.undecided : texts[decision]}
            {words !== undefined && (
              <>
                <br />
                {texts.reason(words)}
              </>
            )}
          </>
        ),
      }))}
    />
  );
}

function Ask({ fresh }: { readonly fresh: boolean }) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const ask = useMutation({
    mutationFn: () => body(api.POST('/api/v1/account/erasure')),
    onSuccess: (data) => client.setQueryData(KEY, data),
  });
  if (!asking)
    return (
      <Actions>
        <Button look="danger" isDisabled={!fresh} onPress={() => setAsking(true)}>
          {texts.ask}
        </Button>
      </Actions>
    );
  return (
    <>
      <ErrorSummary error={ask.error} />
      <p role="alert">{texts.sure}</p>
      <Actions>
        <Button look="danger" isDisabled={ask.isPending} onPress={() => ask.mutate()}>
          {texts.yes}
        </Button>
        <Button look="secondary" autoFocus onPress={() => setAsking(false)}>
          {texts.no}
        </Button>
      </Actions>
    </>
  );
}

function Waiting({ erasure }: { readonly erasure: Erasure }) {
  const texts = useTexts({ zh, en });
  const time = useTime();
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => body(api.DELETE('/api/v1/account/erasure')),
    onSuccess: (data) => client.setQueryData(KEY, data),
  });
  return (
    <Card tone="warn">
      <h2>{texts.waiting}</h2>
      <ErrorSummary error={cancel.error} />
      <p role="status">{texts.waitingText(time(erasure.dueAt))}</p>
      <Facts items={[{ label: texts.asked, value: time(erasure.askedAt) }]} />
      <Decisions erasure={erasure} />
      <Actions>
        <Button isDisabled={cancel.isPending} onPress={() => cancel.mutate()}>
          {texts.cancel}
        </Button>
      </Actions>
    </Card>
  );
}
