import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { Setting, Wording } from '../../api-client/views.ts';
import { beijingDay, useDay } from '../../app/day.ts';
import { useSettings, useTexts } from '../../app/language.tsx';
import { useSettingCourt } from '../../app/settings-of.ts';
import { ButtonLink } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Facts, Page as Layout, Loading } from '../../components/layout.tsx';
import { useSettingValue } from '../../components/setting-value.tsx';
import * as words from '../../locales/settings.ts';
import { BothTexts } from './both-texts.tsx';
import { en } from './en.ts';
import { Form } from './form.tsx';
import { History } from './history.tsx';
import { zh } from './zh.ts';

/** One setting: what it means, what applies, how to change it, and everything it ever was. */
export function Page() {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const { group = '', name: short = '' } = useParams();
  // A dot in the address would ask the server for a file.
  const name = `${group}.${short}`;
  const { court, administers } = useSettingCourt();
  const settings = useQuery({
    queryKey: ['settings', court?.code, ''],
    enabled: court !== undefined,
    queryFn: () =>
      body(api.GET('/api/v1/settings', { params: { query: { court: court?.code ?? '' } } })),
  });
  const setting = settings.data?.find((row) => row.name === name);
  return (
    <Layout title={setting?.title[language] ?? texts.loading} lead={setting?.means[language]} wide>
      <Actions>
        <ButtonLink look="plain" to={`/settings?court=${encodeURIComponent(court?.code ?? '')}`}>
          {`← ${texts.back}`}
        </ButtonLink>
      </Actions>
      <ErrorSummary error={settings.error} />
      {settings.isPending && <Loading text={texts.loading} />}
      {setting && court && (
        <>
          <Now setting={setting} />
          {administers ? (
            <Form key={name} setting={setting} court={court} />
          ) : (
            <p>{texts.readOnly}</p>
          )}
          <History setting={setting} court={court.code} administers={administers} />
        </>
      )}
    </Layout>
  );
}

function Now({ setting }: { readonly setting: Setting }) {
  const texts = useTexts({ zh, en });
  const origins = useTexts(words);
  const { language } = useSettings();
  const value = useSettingValue();
  const day = useDay();
  const { answer, least, most } = setting;
  return (
    <Card tone={answer === undefined ? 'warn' : 'wash'}>
      <h2>{texts.now}</h2>
      {answer === undefined && <p>{texts.missing}</p>}
      {answer?.origin === 'proposal' && <p>{texts.proposal}</p>}
      <Facts
        items={[
          {
            label: origins.takesEffect,
            value:
              setting.effect.at === 'now'
                ? setting.effect.where[language]
                : origins.notYet(setting.effect.where[language]),
          },
          answer &&
            setting.kind !== 'text' && {
              label: texts.value,
              value: <b>{value(setting, answer.value)}</b>,
            },
          answer && { label: texts.origin, value: origins[answer.origin] },
          answer?.source !== undefined && { label: texts.source, value: answer.source },
          answer?.validFrom !== undefined && {
            label: texts.since,
            value: day(beijingDay(answer.validFrom)),
          },
          answer?.validTo !== undefined && {
            label: texts.until,
            value: day(beijingDay(Date.parse(answer.validTo) - 1)),
          },
          { label: texts.law, value: setting.law[language] },
          {
            label: texts.decidedBy,
            value: setting.decidedBy === 'court' ? texts.byCourt : texts.byProvince,
          },
          least !== undefined &&
            most !== undefined && {
              label: texts.bounds,
              value: texts.boundsOf(value(setting, least), value(setting, most)),
            },
        ]}
      />
      {answer && setting.kind === 'text' && <BothTexts texts={answer.value as Wording} />}
    </Card>
  );
}
