import { useQuery } from '@tanstack/react-query';
import { api, body } from '../../api-client/client.ts';
import { useSettings, useTexts } from '../../app/language.tsx';
import { Choice } from '../../components/choice.tsx';
import { CourtChooser } from '../../components/court-chooser/court-chooser.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Card, Loading } from '../../components/layout.tsx';
import { TextInput } from '../../components/text-input.tsx';
import styles from '../../filing/filing.module.css';
import { useGuide } from '../../filing/guide.ts';
import { en } from './en.ts';
import type { Said } from './said.ts';
import { Where } from './where.tsx';
import { zh } from './zh.ts';

interface Props {
  readonly said: Said;
  change(part: Partial<Said>): void;
}

/** Forms of pleadings that there are. */
export function useForms() {
  return useQuery({
    queryKey: ['pleading-forms'],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => body(api.GET('/api/v1/pleadings/forms')),
  });
}

/** 立案须知: read first, and said to have been read. */
export function NoticeStep({ said, change }: Props) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const guide = useGuide();
  return (
    <Card>
      <h2>{texts.noticeTitle}</h2>
      <p>{texts.noticeLead}</p>
      <ErrorSummary error={guide.error} />
      {guide.isPending && <Loading text={texts.loading} />}
      <ol className={styles.text}>
        {guide.data?.notice.map(({ id, title, words, law }) => (
          <li key={id}>
            <strong>{title[language]}</strong>
            <br />
            {words[language]}
            {law && <span className={styles.law}> {law[language]}</span>}
          </li>
        ))}
      </ol>
      <label className={styles.check}>
        <input
          id="read"
          type="checkbox"
          checked={said.read}
          onChange={(event) => change({ read: event.target.checked })}
        />
        {texts.read}
      </label>
    </Card>
  );
}

/** Cost, time and mediation, before anything is written. */
export function WeighStep() {
  const texts = useTexts({ zh, en });
  return (
    <>
      <Card>
        <h2>{texts.weighTitle}</h2>
        <ul className={styles.text}>
          {texts.weigh.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <p>
          <a href="/fees" target="_blank" rel="noreferrer">
            {texts.fees}
          </a>
        </p>
      </Card>
      <Card tone="wash">
        <h2>{texts.mediationTitle}</h2>
        <ul className={styles.text}>
          {texts.mediation.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </Card>
    </>
  );
}

export function CourtStep({ said, change }: Props) {
  const texts = useTexts({ zh, en });
  const { court } = said;
  return (
    <>
      <Card>
        <h2>{texts.courtTitle}</h2>
        <p>{texts.courtLead}</p>
        <CourtChooser
          id="court"
          label={texts.court}
          chosen={court.code === '' ? undefined : court}
          onChoose={({ code, name }) => change({ court: { code, name } })}
        />
      </Card>
      <Where kind={said.kind} />
    </>
  );
}

const KINDS = ['civil', 'administrative', 'privateProsecution', 'enforcement'] as const;

/** What kind of case, and of a civil one how its complaint is written. */
export function MatterStep({ said, change }: Props) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const forms = useForms();
  const given = forms.data?.find(({ id }) => id === said.form)?.cause;
  const asked = said.kind !== 'civil' || said.form === 'own' || said.form === 'general';
  return (
    <div className={styles.stack}>
      <Choice
        label={texts.matterTitle}
        value={said.kind}
        options={KINDS.map((kind) => ({
          value: kind,
          label: texts[kind],
          hint: texts[`${kind}Hint`],
        }))}
        onChange={(kind) => change({ kind })}
      />
      {said.kind === 'civil' && (
        <Choice
          label={texts.form}
          value={said.form}
          options={[
            ...(forms.data ?? []).map(({ id, name }) => ({
              value: id as Said['form'],
              label: name[language],
              hint: texts.formHint,
            })),
            { value: 'own' as const, label: texts.own, hint: texts.ownHint },
          ]}
          onChange={(form) => change({ form })}
        />
      )}
      {asked && given === undefined && (
        <TextInput
          id="cause"
          label={texts.cause}
          hint={texts.causeHint}
          value={said.cause}
          onChange={(cause) => change({ cause })}
          maxLength={60}
        />
      )}
    </div>
  );
}

export function WhoStep({ said, change }: Props) {
  const texts = useTexts({ zh, en });
  return (
    <div className={styles.stack}>
      <Choice
        label={texts.whoTitle}
        value={said.capacity}
        options={[
          { value: 'self', label: texts.self, hint: texts.selfHint },
          { value: 'agent', label: texts.agent, hint: texts.agentHint },
        ]}
        onChange={(capacity) => change({ capacity })}
      />
      {said.capacity === 'agent' && (
        <Choice
          label={texts.authority}
          value={said.authority}
          options={[
            { value: 'general', label: texts.general, hint: texts.generalHint },
            { value: 'special', label: texts.special, hint: texts.specialHint },
          ]}
          onChange={(authority) => change({ authority })}
        />
      )}
    </div>
  );
}
