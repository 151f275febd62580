import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { HelperCode, Helping } from '../../api-client/views.ts';
import { useTime } from '../../app/format.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { hasDesk, isStaff, useMe } from '../../app/queries.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Facts, Page as Layout } from '../../components/layout.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { en } from './en.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

/** To be helped, and to help: a code that is read out. */
export function Page() {
  const texts = useTexts({ zh, en });
  const { data: me } = useMe();
  const staff = isStaff(me);
  return (
    <Layout title={texts.title} lead={staff ? texts.leadStaff : texts.lead}>
      {hasDesk(me) && <CodeFor />}
      {!staff && <MyCode />}
      {!staff && <Take />}
      {!staff && <Times />}
    </Layout>
  );
}

function MyCode() {
  const texts = useTexts({ zh, en });
  const make = useMutation({
    mutationFn: () => body(api.POST('/api/v1/helping/codes', { body: {} })),
  });
  return (
    <Card>
      <h2>{texts.mineTitle}</h2>
      <p>{texts.mineText}</p>
      <ErrorSummary error={make.error} />
      {make.data && <Shown code={make.data} />}
      <Actions>
        <Button
          look={make.data ? 'secondary' : 'primary'}
          onPress={() => make.mutate()}
          isDisabled={make.isPending}
        >
          {make.data ? texts.another : texts.make}
        </Button>
      </Actions>
    </Card>
  );
}

function Shown({ code: { code, until } }: { readonly code: HelperCode }) {
  const texts = useTexts({ zh, en });
  const time = useTime();
  return (
    <div role="status">
      <p className={styles.code}>{code}</p>
      <p>{texts.until(time(until))}</p>
    </div>
  );
}

/** At the hotline. */
function CodeFor() {
  const texts = useTexts({ zh, en });
  const [mobile, setMobile] = useState('');
  const make = useMutation({
    mutationFn: () => body(api.POST('/api/v1/helping/codes-for', { body: { mobile } })),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (mobile.trim() !== '') make.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Card>
        <h2>{texts.forTitle}</h2>
        <p>{texts.forText}</p>
        <ErrorSummary error={make.error} />
        <TextInput
          id="mobile"
          label={texts.mobile}
          value={mobile}
          onChange={setMobile}
          inputMode="numeric"
          maxLength={24}
        />
        {make.data && <Shown code={make.data} />}
        <Actions>
          <Button type="submit" isDisabled={make.isPending || mobile.trim() === ''}>
            {texts.make}
          </Button>
        </Actions>
      </Card>
    </form>
  );
}

function Take() {
  const texts = useTexts({ zh, en });
  const navigate = useNavigate();
  const client = useQueryClient();
  const [code, setCode] = useState('');
  const take = useMutation({
    mutationFn: () => body(api.POST('/api/v1/helping', { body: { code: code.trim() } })),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['helping'] });
      await navigate(`/helpers/${id}`);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim() !== '') take.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Card>
        <h2>{texts.takeTitle}</h2>
        <p>{texts.takeText}</p>
        <ErrorSummary error={take.error} />
        <TextInput
          id="helper-code"
          label={texts.code}
          hint={texts.codeHint}
          value={code}
          onChange={setCode}
          inputMode="numeric"
          maxLength={10}
        />
        <Actions>
          <Button type="submit" look="secondary" isDisabled={take.isPending || code.trim() === ''}>
            {texts.take}
          </Button>
        </Actions>
      </Card>
    </form>
  );
}

function Times() {
  const texts = useTexts({ zh, en });
  const helping = useQuery({
    queryKey: ['helping'],
    refetchInterval: 10_000,
    queryFn: () => body(api.GET('/api/v1/helping')),
  });
  return (
    <>
      <ErrorSummary error={helping.error} />
      {helping.data !== undefined && helping.data.length > 0 && <h2>{texts.times}</h2>}
      {helping.data?.map((each) => (
        <Time key={each.id} helping={each} />
      ))}
    </>
  );
}

function Time({ helping }: { readonly helping: Helping }) {
  const texts = useTexts({ zh, en });
  const time = useTime();
  const client = useQueryClient();
  const { id, iHelp, name, takenAt, endsAt, open, acts } = helping;
  const end = useMutation({
    mutationFn: () => api.POST('/api/v1/helping/{id}/end', { params: { path: { id } } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['helping'] }),
  });
  return (
    <Card tone={open ? 'warn' : 'plain'}>
      <h3>{iHelp ? texts.iHelp(name) : texts.helpsMe(name)}</h3>
      <Facts
        items={[
          { label: texts.from, value: time(takenAt) },
          { label: open ? texts.endsBy : texts.ended, value: time(endsAt) },
        ]}
      />
      {acts.length > 0 && (
        <details>
          <summary>{texts.acts(acts.length)}</summary>
          <ol className={styles.acts}>
            {acts.map((act) => (
              <li key={`${act.event} ${act.at}`}>
                {time(act.at)} {wordFor(texts, act.event)}
              </li>
            ))}
          </ol>
        </details>
      )}
      <ErrorSummary error={end.error} />
      {open && (
        <Actions>
          {iHelp && <ButtonLink to={`/helpers/${id}`}>{texts.goOn}</ButtonLink>}
          <Button look="danger" onPress={() => end.mutate()} isDisabled={end.isPending}>
            {texts.end}
          </Button>
        </Actions>
      )}
    </Card>
  );
}
