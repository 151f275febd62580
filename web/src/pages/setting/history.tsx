import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body } from '../../api-client/client.ts';
import type { Setting, SettingEntry, Wording } from '../../api-client/views.ts';
import { beijingDay, useDay } from '../../app/day.ts';
import { useTime } from '../../app/format.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { useSettingValue } from '../../components/setting-value.tsx';
import * as words from '../../locales/settings.ts';
import { BothTexts } from './both-texts.tsx';
import { en } from './en.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

/** Everything the setting ever was, newest first, each with who set it and on what ground. */
export function History({
  setting,
  court,
  administers,
}: {
  readonly setting: Setting;
  readonly court: string;
  readonly administers: boolean;
}) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const history = useQuery({
    queryKey: ['setting-history', court, setting.name],
    queryFn: () =>
      body(
        api.GET('/api/v1/settings/{name}/history', {
          params: { path: { name: setting.name }, query: { court } },
        }),
      ),
  });
  const withdraw = useMutation({
    mutationFn: (id: string) =>
      body(api.POST('/api/v1/setting-values/{id}/withdrawal', { params: { path: { id } } })),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['settings'] });
      await client.invalidateQueries({ queryKey: ['setting-history'] });
    },
  });
  return (
    <Card>
      <h2>{texts.history}</h2>
      <ErrorSummary error={history.error ?? withdraw.error} />
      {history.data?.length === 0 && <p>{texts.empty}</p>}
      <ol className={styles.history}>
        {history.data?.map((entry) => (
          <Entry key={entry.id} setting={setting} entry={entry}>
            {administers && entry.standing === 'future' && entry.court.code === court && (
              <Actions>
                <Button look="secondary" onPress={() => withdraw.mutate(entry.id)}>
                  {texts.withdraw}
                </Button>
              </Actions>
            )}
          </Entry>
        ))}
      </ol>
    </Card>
  );
}

function Entry({
  setting,
  entry,
  children,
}: {
  readonly setting: Setting;
  readonly entry: SettingEntry;
  readonly children: React.ReactNode;
}) {
  const texts = useTexts({ zh, en });
  const standings = useTexts(words);
  const value = useSettingValue();
  const day = useDay();
  const time = useTime();
  const { validFrom, validTo, withdrawnAt, author, court } = entry;
  const end = validTo === undefined ? '' : texts.ending(day(beijingDay(Date.parse(validTo) - 1)));
  return (
    <li data-standing={entry.standing}>
      <p>
        <strong>
          {setting.kind === 'text' ? texts.version(entry.version) : value(setting, entry.value)}
        </strong>{' '}
        <span className={styles.standing}>{standings[entry.standing]}</span>
      </p>
      {setting.kind === 'text' && <BothTexts texts={entry.value as Wording} />}
      <p>{texts.valid(day(beijingDay(validFrom)), end)}</p>
      <p>{texts.sourceOf(entry.source)}</p>
      <p className={styles.hint}>
        {time(entry.recordedAt)} · {texts.by([author, court.name].filter(Boolean).join(' · '))}
      </p>
      {withdrawnAt !== undefined && (
        <p className={styles.hint}>{texts.withdrawn(time(withdrawnAt))}</p>
      )}
      {children}
    </li>
  );
}
