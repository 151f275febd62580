import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { NoticePreferences } from '../../api-client/views.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { Choice } from '../../components/choice.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Card, Page as Layout, Loading } from '../../components/layout.tsx';
import * as notice from '../../locales/notice.ts';
import { en } from './en.ts';
import styles from './page.module.css';
import { Ways } from './ways.tsx';
import { zh } from './zh.ts';

type Asked = Parameters<typeof choose>[0];

const KEY = ['notice-preferences'];

function choose(asked: {
  language?: 'zh-CN' | 'en';
  choices: {
    category: NoticePreferences['categories'][number]['category'];
    channel: NoticePreferences['channels'][number]['channel'];
    wanted: boolean;
  }[];
}): Promise<NoticePreferences> {
  return body(api.PUT('/api/v1/notice-preferences', { body: asked }));
}

export function Page() {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const confirmed = useConfirmation();
  const preferences = useQuery({
    queryKey: KEY,
    queryFn: (): Promise<NoticePreferences> => body(api.GET('/api/v1/notice-preferences')),
  });
  const chosen = useMutation({
    mutationFn: choose,
    onSuccess: (now) => client.setQueryData(KEY, now),
  });
  return (
    <Layout title={texts.title} lead={texts.lead}>
      <ErrorSummary error={preferences.error ?? chosen.error ?? confirmed.error} />
      {confirmed.isSuccess && (
        <Card tone="good">
          <p role="status">{texts.mailConfirmed}</p>
        </Card>
      )}
      {preferences.isPending && <Loading text={texts.loading} />}
      {preferences.data && (
        <>
          <Ways preferences={preferences.data} onChange={(now) => client.setQueryData(KEY, now)} />
          <Categories preferences={preferences.data} onChoose={(asked) => chosen.mutate(asked)} />
          <Choice
            label={texts.languageTitle}
            value={preferences.data.language}
            options={[
              { value: 'zh-CN', label: texts.chinese },
              { value: 'en', label: texts.english },
            ]}
            onChange={(language) => chosen.mutate({ language, choices: [] })}
          />
          <p>{texts.quiet}</p>
          <p role="status">{chosen.isSuccess ? texts.saved : ''}</p>
        </>
      )}
    </Layout>
  );
}

/** Opened from the mail that was to be confirmed. */
function useConfirmation() {
  const client = useQueryClient();
  const [search, setSearch] = useSearchParams();
  const [id, proof] = [search.get('mail'), search.get('proof')];
  const confirm = useMutation({
    mutationFn: (asked: { id: string; proof: string }): Promise<NoticePreferences> =>
      body(
        api.POST('/api/v1/notice-preferences/mails/{id}/confirmation', {
          params: { path: { id: asked.id } },
          body: { proof: asked.proof },
        }),
      ),
    onSuccess: (now) => client.setQueryData(KEY, now),
  });
  const { mutate } = confirm;
  useEffect(() => {
    if (id === null || proof === null) return;
    mutate({ id, proof });
    setSearch({}, { replace: true });
  }, [id, proof, mutate, setSearch]);
  return confirm;
}

function Categories({
  preferences: { categories, channels },
  onChoose,
}: {
  readonly preferences: NoticePreferences;
  onChoose(asked: Asked): void;
}) {
  const texts = useTexts({ zh, en });
  const words = useTexts(notice);
  const offered = channels.filter((each) => each.offered);
  if (offered.length === 0) return null;
  return (
    <section className={styles.section}>
      <h2>{texts.choicesTitle}</h2>
      <ul className={styles.rows}>
        {categories.map(({ category, wanted, demanded }) => (
          <li key={category} className={styles.row}>
            <fieldset className={styles.choices}>
              <legend>{wordFor(words, category)}</legend>
              {offered.map(({ channel }) => (
                <label key={channel} className={styles.choice}>
                  <input
                    type="checkbox"
                    checked={wanted.includes(channel)}
                    onChange={(event) =>
                      onChoose({ choices: [{ category, channel, wanted: event.target.checked }] })
                    }
                  />
                  {wordFor(words, channel)}
                </label>
              ))}
            </fieldset>
            {demanded && <span className={styles.soft}>{texts.demanded}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
