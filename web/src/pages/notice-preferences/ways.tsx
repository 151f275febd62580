import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import type { NoticePreferences } from '../../api-client/views.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useKept } from '../../kept/use-kept.ts';
import * as notice from '../../locales/notice.ts';
import { en } from './en.ts';
import styles from './page.module.css';
import { subscribeBrowser } from './subscribe.ts';
import { zh } from './zh.ts';

type Way = NoticePreferences['channels'][number];
interface Props {
  readonly preferences: NoticePreferences;
  onChange(now: NoticePreferences): void;
}

/** Every way to be reached, with its addresses; one that is not offered says so. */
export function Ways({ preferences, onChange }: Props) {
  const texts = useTexts({ zh, en });
  return (
    <section className={styles.section}>
      <h2>{texts.waysTitle}</h2>
      <ul className={styles.ways}>
        {preferences.channels.map((way) => (
          <li key={way.channel} className={styles.way}>
            <WayCard way={way} preferences={preferences} onChange={onChange} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function WayCard({ way, preferences, onChange }: Props & { readonly way: Way }) {
  const texts = useTexts({ zh, en });
  const words = useTexts(notice);
  return (
    <>
      <h3>{wordFor(words, way.channel)}</h3>
      {way.sender !== undefined && (
        <span className={styles.soft}>{texts.offeredFrom(way.sender)}</span>
      )}
      {!way.offered && <p>{texts.notOffered}</p>}
      {way.offered && way.contacts.length === 0 && <p>{texts.none}</p>}
      {way.contacts.map((contact) => (
        <Address key={contact.id} way={way} contact={contact} onChange={onChange} />
      ))}
      {way.offered && way.channel === 'sms' && (
        <span className={styles.soft}>{texts.smsChange}</span>
      )}
      {way.offered && way.channel === 'mail' && <AddMail onChange={onChange} />}
      {way.channel === 'push' && preferences.pushKey !== undefined && (
        <AddBrowser publicKey={preferences.pushKey} onChange={onChange} />
      )}
      {way.channel === 'wechat' && preferences.wechat && <BindWechat />}
    </>
  );
}

function Address({
  way,
  contact,
  onChange,
}: {
  readonly way: Way;
  readonly contact: Way['contacts'][number];
  onChange: Props['onChange'];
}) {
  const texts = useTexts({ zh, en });
  const remove = useMutation({
    mutationFn: (): Promise<NoticePreferences> =>
      body(
        api.DELETE('/api/v1/notice-preferences/addresses/{id}', {
          params: { path: { id: contact.id } },
        }),
      ),
    onSuccess: onChange,
  });
  const shown = contact.shown === '' ? texts.wechatBound : contact.shown;
  return (
    <div className={styles.address}>
      <span>
        {shown}
        {!contact.verified && `（${texts.unverified}）`}
      </span>
      {way.channel !== 'sms' && (
        <Button look="plain" isDisabled={remove.isPending} onPress={() => remove.mutate()}>
          {`${texts.remove} ${shown}`}
        </Button>
      )}
      <ErrorSummary error={remove.error} />
    </div>
  );
}

function AddMail({ onChange }: Pick<Props, 'onChange'>) {
  const texts = useTexts({ zh, en });
  const kept = useKept('mail', { address: '' });
  const { address } = kept.fields;
  const [missing, setMissing] = useState(false);
  const add = useMutation({
    mutationFn: (): Promise<NoticePreferences> =>
      body(api.POST('/api/v1/notice-preferences/mails', { body: { address: address.trim() } })),
    onSuccess: (now) => {
      void kept.forget();
      onChange(now);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const complete = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address.trim());
    setMissing(!complete);
    if (complete) add.mutate();
  };
  return (
    <form onSubmit={submit} className={styles.form} noValidate>
      <ErrorSummary
        error={add.error}
        fields={missing ? [{ field: 'mail', message: texts.mailEnter }] : []}
      />
      <TextInput
        id="mail"
        label={texts.mailLabel}
        value={address}
        onChange={(next) => kept.change({ address: next })}
        autoComplete="email"
        maxLength={254}
      />
      <Button type="submit" look="secondary" isDisabled={add.isPending}>
        {texts.mailAdd}
      </Button>
      <p role="status">{add.isSuccess ? texts.mailSent : ''}</p>
    </form>
  );
}

function AddBrowser({
  publicKey,
  onChange,
}: Pick<Props, 'onChange'> & { readonly publicKey: string }) {
  const texts = useTexts({ zh, en });
  const add = useMutation({
    mutationFn: async () => {
      const subscription = await subscribeBrowser(publicKey);
      if (typeof subscription === 'string') return subscription;
      onChange(await body(api.POST('/api/v1/notice-preferences/browsers', { body: subscription })));
      return 'added' as const;
    },
  });
  const said = { denied: texts.pushDenied, unsupported: texts.pushNone, added: texts.pushAdded };
  return (
    <div>
      <ErrorSummary error={add.error} />
      <Button look="secondary" isDisabled={add.isPending} onPress={() => add.mutate()}>
        {texts.pushAdd}
      </Button>
      <p role="status">{add.data === undefined ? '' : said[add.data]}</p>
    </div>
  );
}

function BindWechat() {
  const texts = useTexts({ zh, en });
  const begin = useMutation({
    mutationFn: () => body(api.POST('/api/v1/wechat/begin')),
    onSuccess: ({ address }) => window.location.assign(address),
  });
  return (
    <div>
      <ErrorSummary error={begin.error} />
      <Button look="secondary" isDisabled={begin.isPending} onPress={() => begin.mutate()}>
        {texts.wechatAdd}
      </Button>
    </div>
  );
}
