import { useQuery } from '@tanstack/react-query';
import { api, body } from '../../api-client/client.ts';
import type { SettingEntry } from '../../api-client/views.ts';
import { useDay } from '../../app/day.ts';
import { useTime } from '../../app/format.ts';
import { useTexts } from '../../app/language.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Card } from '../../components/layout.tsx';
import * as words from '../../locales/settings.ts';
import { en } from './en.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

/** Every correction with who made it, when, and on what ground. */
export function History({ court }: { readonly court: string }) {
  const texts = useTexts({ zh, en });
  const time = useTime();
  const said = useSaid();
  const changes = useQuery({
    queryKey: ['calendar-changes', court],
    queryFn: () => body(api.GET('/api/v1/calendar-changes', { params: { query: { court } } })),
  });
  return (
    <Card>
      <h2>{texts.history}</h2>
      <ErrorSummary error={changes.error} />
      {changes.data?.length === 0 && <p>{texts.empty}</p>}
      <ol className={styles.history}>
        {changes.data?.map((entry) => (
          <li key={entry.id}>
            <strong>{said(entry)}</strong>
            <span>{texts.source(entry.source)}</span>
            <span className={styles.hint}>
              {time(entry.recordedAt)} ·{' '}
              {texts.by([entry.author, entry.court.name].filter(Boolean).join(' · '))}
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}

function useSaid() {
  const texts = useTexts({ zh, en });
  const settings = useTexts(words);
  const day = useDay();
  return ({ name, value }: SettingEntry) => {
    const about = name.slice('calendar.'.length);
    if (about.length === 4) return texts.entered(about);
    const said = value as { working?: boolean };
    if (said.working === undefined) return `${day(about)} ${settings.asPublished}`;
    return `${day(about)} ${said.working ? settings.working : settings.off}`;
  };
}
