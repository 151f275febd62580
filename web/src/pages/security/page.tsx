import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import type { Security } from '../../api-client/views.ts';
import { useTime } from '../../app/format.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { isStaff, useMe } from '../../app/queries.ts';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Facts, Page as Layout, Loading } from '../../components/layout.tsx';
import { TextInput } from '../../components/text-input.tsx';
import * as roleWords from '../../locales/roles.ts';
import { makePasskey } from '../../sign-in/passkey.ts';
import { PasskeyForm } from '../../sign-in/passkey-form.tsx';
import { RecoveryCodes } from '../../sign-in/recovery-codes.tsx';
import { TotpForm } from '../../sign-in/totp-form.tsx';
import { en } from './en.ts';
import { PasswordForm } from './password-form.tsx';
import { Unified } from './unified.tsx';
import { zh } from './zh.ts';

const KEY = ['security'];

/** My sign-ins: where, how, and what can be changed about it. */
export function Page() {
  const texts = useTexts({ zh, en });
  const security = useQuery({
    queryKey: KEY,
    queryFn: () => body(api.GET('/api/v1/account/security')),
  });
  const { data } = security;
  return (
    <Layout title={texts.title} lead={texts.lead} wide>
      <ErrorSummary error={security.error} />
      {security.isPending && <Loading text={texts.loading} />}
      {data !== undefined && (
        <>
          <Who security={data} />
          <Sessions security={data} />
          {!data.fresh && (
            <Card tone="warn">
              <p>{texts.fresh}</p>
            </Card>
          )}
          <Passkeys security={data} />
          <Unified fresh={data.fresh} />
          {data.password && <App security={data} />}
          {data.password && <PasswordForm />}
        </>
      )}
    </Layout>
  );
}

function Who({ security }: { readonly security: Security }) {
  const texts = useTexts({ zh, en });
  const roles = useTexts(roleWords);
  const { data: me } = useMe();
  const words = (me?.roles ?? []).map(({ role, court, actingFor }) => {
    const name = wordFor(roles, role);
    const shown = actingFor === undefined ? name : texts.actingFor(actingFor, name);
    return court === undefined ? shown : `${court.name} ${shown}`;
  });
  // Who signs in by his number has an account name that only the system uses.
  if (!security.staff) return null;
  return (
    <Facts
      items={[
        { label: texts.account, value: security.account, mono: true },
        isStaff(me) && { label: texts.roles, value: words.join('、') },
      ]}
    />
  );
}

function Sessions({ security: { sessions } }: { readonly security: Security }) {
  const texts = useTexts({ zh, en });
  const time = useTime();
  const client = useQueryClient();
  const done = { onSuccess: () => client.invalidateQueries({ queryKey: KEY }) };
  const end = useMutation({
    mutationFn: (id: string) =>
      api.DELETE('/api/v1/account/sessions/{id}', { params: { path: { id } } }),
    ...done,
  });
  const endOthers = useMutation({
    mutationFn: () => api.DELETE('/api/v1/account/sessions'),
    ...done,
  });
  const deviceOf = ({ device }: Security['sessions'][number]) =>
    texts.onDevice(wordFor(texts, device.system), wordFor(texts, device.browser));
  return (
    <Card>
      <h2>{texts.sessions}</h2>
      <ErrorSummary error={end.error ?? endOthers.error} />
      <DataTable
        label={texts.sessions}
        columns={[texts.device, texts.method, texts.since, texts.used, texts.end]}
        rows={sessions.map((each) => ({
          id: each.id,
          cells: [
            deviceOf(each),
            each.method === 'password' ? texts.passwordMethod : wordFor(texts, each.method),
            time(each.createdAt),
            time(each.lastUsedAt),
            each.current ? (
              texts.current
            ) : (
              <Button
                key="end"
                look="danger"
                isDisabled={end.isPending}
                onPress={() => end.mutate(each.id)}
              >
                {texts.end}
                <span className="visually-hidden"> {texts.endOf(deviceOf(each))}</span>
              </Button>
            ),
          ],
        }))}
      />
      {sessions.length > 1 && (
        <Actions>
          <Button look="danger" isDisabled={endOthers.isPending} onPress={() => endOthers.mutate()}>
            {texts.endOthers}
          </Button>
        </Actions>
      )}
      <p role="status">{(end.isSuccess || endOthers.isSuccess) && texts.ended}</p>
    </Card>
  );
}

function Passkeys({ security: { passkeys, fresh } }: { readonly security: Security }) {
  const texts = useTexts({ zh, en });
  const time = useTime();
  const client = useQueryClient();
  const [adding, setAdding] = useState(false);
  const [added, setAdded] = useState(false);
  const remove = useMutation({
    mutationFn: (id: string) =>
      body(api.DELETE('/api/v1/account/passkeys/{id}', { params: { path: { id } } })),
    onSuccess: (data) => client.setQueryData(KEY, data),
  });
  const make = async (name: string) => {
    const { ceremony, options } = await body(api.POST('/api/v1/account/passkey-offer'));
    const given = { ceremony, name, response: await makePasskey(options) };
    client.setQueryData(KEY, await body(api.POST('/api/v1/account/passkeys', { body: given })));
    setAdding(false);
    setAdded(true);
  };
  return (
    <Card>
      <h2>{texts.passkeys}</h2>
      <p>{texts.passkeysLead}</p>
      <ErrorSummary error={remove.error} />
      {passkeys.length === 0 && <p>{texts.noPasskeys}</p>}
      {passkeys.length > 0 && (
        <DataTable
          label={texts.passkeys}
          columns={[texts.name, texts.made, texts.used, texts.remove]}
          rows={passkeys.map(({ id, name, madeAt, usedAt }) => ({
            id,
            cells: [
              <PasskeyName key="name" id={id} name={name} fresh={fresh} />,
              time(madeAt),
              time(usedAt) || texts.never,
              <Button
                key="remove"
                look="danger"
                isDisabled={!fresh || remove.isPending}
                onPress={() => remove.mutate(id)}
              >
                {texts.remove}
                <span className="visually-hidden"> {texts.removeOf(name)}</span>
              </Button>,
            ],
          }))}
        />
      )}
      <p role="status">{added && texts.added}</p>
      {adding ? (
        <PasskeyForm onMake={make} />
      ) : (
        <Actions>
          <Button look="secondary" isDisabled={!fresh} onPress={() => setAdding(true)}>
            {texts.addPasskey}
          </Button>
        </Actions>
      )}
    </Card>
  );
}

/** The name, and another one in its place: 「旧手机」 is not for ever. */
function PasskeyName(props: {
  readonly id: string;
  readonly name: string;
  readonly fresh: boolean;
}) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const [name, setName] = useState<string>();
  const rename = useMutation({
    mutationFn: (given: string) =>
      body(
        api.PUT('/api/v1/account/passkeys/{id}', {
          params: { path: { id: props.id } },
          body: { name: given },
        }),
      ),
    onSuccess: (data) => {
      client.setQueryData(KEY, data);
      setName(undefined);
    },
  });
  if (name === undefined) {
    return (
      <>
        {props.name}{' '}
        <Button look="plain" isDisabled={!props.fresh} onPress={() => setName(props.name)}>
          {texts.rename}
          <span className="visually-hidden"> {texts.renameOf(props.name)}</span>
        </Button>
      </>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') rename.mutate(name.trim());
  };
  return (
    <form onSubmit={submit} noValidate>
      <ErrorSummary error={rename.error} />
      <TextInput
        id={`name-${props.id}`}
        label={texts.newName}
        value={name}
        onChange={setName}
        maxLength={60}
        error={name.trim() === '' ? texts.enterName : undefined}
      />
      <Actions>
        <Button type="submit" isDisabled={rename.isPending}>
          {texts.keep}
        </Button>
        <Button look="secondary" onPress={() => setName(undefined)}>
          {texts.cancel}
        </Button>
      </Actions>
    </form>
  );
}

function App({ security }: { readonly security: Security }) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const [codes, setCodes] = useState<readonly string[]>();
  const offer = useMutation({ mutationFn: () => body(api.POST('/api/v1/account/totp-offer')) });
  const renew = useMutation({
    mutationFn: () => body(api.POST('/api/v1/account/recovery-codes')),
    onSuccess: ({ recoveryCodes }) => setCodes(recoveryCodes),
  });
  const confirm = async (code: string) => {
    const given = { ceremony: offer.data?.ceremony ?? '', code };
    const { recoveryCodes } = await body(api.POST('/api/v1/account/totp', { body: given }));
    offer.reset();
    setCodes(recoveryCodes);
  };
  if (codes !== undefined) {
    const kept = () => {
      setCodes(undefined);
      void client.invalidateQueries({ queryKey: KEY });
    };
    return <RecoveryCodes codes={codes} onDone={kept} />;
  }
  return (
    <Card>
      <h2>{texts.app}</h2>
      <ErrorSummary error={offer.error ?? renew.error} />
      <Facts
        items={[
          { label: texts.app, value: security.totp ? texts.appOn : texts.appOff },
          { label: texts.codes, value: texts.codesLeft(security.recoveryCodes) },
        ]}
      />
      {offer.data !== undefined && <TotpForm offer={offer.data} onCode={confirm} />}
      <Actions>
        {offer.data === undefined && (
          <Button look="secondary" isDisabled={!security.fresh} onPress={() => offer.mutate()}>
            {texts.changeApp}
          </Button>
        )}
        <Button look="secondary" isDisabled={!security.fresh} onPress={() => renew.mutate()}>
          {texts.renewCodes}
        </Button>
      </Actions>
    </Card>
  );
}
