import { Link } from 'react-router';
import type { FilingFinding, FilingView, Pleading, Wording } from '../../api-client/views.ts';
import { useSettings, useTexts, wordFor } from '../../app/language.tsx';
import { Card, Facts } from '../../components/layout.tsx';
import styles from '../../filing/filing.module.css';
import { type Form, isGiven, useFormData } from '../../filing/form.ts';
import { type PaperPart, PaperRows, partsOf } from '../../filing/paper-rows.tsx';
import { useFindings, usePleading } from '../../filing/queries.ts';
import * as words from '../../filing/words.ts';
import { useFilingLimits } from '../../papers/paper-slots.tsx';
import { aroundOf, claimRows } from './claim-step.tsx';
import { en } from './en.ts';
import { MadePapers } from './made-papers.tsx';
import { useSideName } from './parties-step.tsx';
import { type StepProps, Ways } from './step.tsx';
import { editUrl, fieldUrl } from './steps.ts';
import { zh } from './zh.ts';

/** Everything readable in one place, each with the way to change it; what seems missing is said and hinders nothing. */
export function ReviewStep({ filing, written, next, back }: StepProps) {
  const texts = useTexts({ zh, en });
  const form = useFormData(filing.form);
  const pleading = usePleading(filing.id, filing.form !== undefined);
  return (
    <>
      <p>{texts.reviewLead}</p>
      <Findings filing={filing} form={form.data} pleading={pleading.data} />
      <Basics filing={filing} />
      <Parties filing={filing} written={written} />
      {form.data !== undefined && pleading.data !== undefined && (
        <Said filing={filing} written={written} form={form.data} pleading={pleading.data} />
      )}
      <Address filing={filing} written={written} />
      <Papers filing={filing} />
      <MadePapers filing={filing} written={written} />
      <Ways next={next} back={back} label={texts.toSign} />
    </>
  );
}

interface Hint {
  readonly key: string;
  readonly words: Wording;
  readonly law?: Wording | undefined;
  readonly to: string;
}

function Findings({
  filing,
  form,
  pleading,
}: {
  readonly filing: FilingView;
  readonly form: Form | undefined;
  readonly pleading: Pleading | undefined;
}) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const findings = useFindings(filing.id);
  const hints = [
    ...(findings.data ?? []).map((finding) => hintOf(filing, finding)),
    ...(form !== undefined && pleading !== undefined ? remarkHints(filing, form, pleading) : []),
  ];
  return (
    <Card tone={hints.length === 0 ? 'good' : 'warn'}>
      <h2>{texts.findings}</h2>
      {hints.length === 0 && <p>{texts.findingsNone}</p>}
      <ul className={styles.text}>
        {hints.map(({ key, words: said, law, to }) => (
          <li key={key}>
            {said[language]}
            {law && <span className={styles.law}> {law[language]}</span>}{' '}
            <Link to={to} aria-label={`${texts.goThere}：${said[language]}`}>
              {texts.goThere}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function hintOf(filing: FilingView, { about, slot, paper, words: said, law }: FilingFinding): Hint {
  const steps = { applicant: 'parties', other: 'parties', service: 'address' } as const;
  const step = about === 'paper' ? 'papers' : steps[about];
  const hash = slot !== undefined ? `#slot-${slot}` : paper !== undefined ? `#paper-${paper}` : '';
  return {
    ...{ key: `${about} ${slot ?? ''} ${paper ?? ''}`, words: said, law },
    to: `${editUrl(filing.id, step)}${hash}`,
  };
}

/** What is missing or doubtful in the answers, with the question it is about. */
function remarkHints(filing: FilingView, form: Form, pleading: Pleading): Hint[] {
  return pleading.remarks
    .filter(({ weight }) => weight !== 'note')
    .map(({ path, text, basis }) => {
      const question = pleading.questions.find(({ path: at }) => at.join('.') === path.join('.'));
      const [list] = path;
      const place = question ?? pleading.questions.find(({ path: at }) => at[0] === list);
      return {
        key: `${path.join('.')} ${text.en}`,
        words: titled(form, path, place, text),
        law: basis,
        to: fieldUrl(filing, path.join('.'), place),
      };
    });
}

/** The remark after the name of what it is about: alone it would not say which. */
function titled(
  form: Form,
  path: Pleading['remarks'][number]['path'],
  place: { readonly section: string; readonly row: string } | undefined,
  text: Wording,
): Wording {
  const rows = form.sections.find(({ id }) => id === place?.section)?.rows ?? [];
  const row = rows.find(({ id }) => id === place?.row);
  const last = path.at(-1);
  const fields = (row?.fields ?? []).flatMap((field) => [field, ...(field.fields ?? [])]);
  const ask = fields.find(({ id }) => id === last)?.ask ?? row?.title;
  if (ask === undefined) return text;
  return { 'zh-CN': `${ask['zh-CN']}${text['zh-CN']}`, en: `${ask.en} ${text.en}` };
}

function Basics({ filing }: { readonly filing: FilingView }) {
  const texts = useTexts({ zh, en });
  const shared = useTexts(words);
  const { court, kind, cause, capacity, authority } = filing;
  return (
    <Card>
      <h2>{texts.basics}</h2>
      <Facts
        items={[
          { label: texts.court, value: court.name },
          { label: texts.kind, value: wordFor(shared, kind) },
          { label: texts.cause, value: cause },
          {
            label: texts.capacity,
            value: [capacity, authority]
              .flatMap((each) => (each === undefined ? [] : [wordFor(shared, each)]))
              .join(' · '),
          },
        ]}
      />
    </Card>
  );
}

function Head({ title, to }: { readonly title: string; readonly to: string }) {
  const texts = useTexts({ zh, en });
  return (
    <div className={styles.head}>
      <h2>{title}</h2>
      <Link to={to} aria-label={texts.changeWhat(title)}>
        {texts.change}
      </Link>
    </div>
  );
}

function Parties({ filing, written }: Pick<StepProps, 'filing' | 'written'>) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const sideName = useSideName(filing.kind);
  const form = useFormData(filing.form ?? 'general');
  const fields = (form.data?.sections[0]?.rows ?? []).flatMap(
    ({ fields: [list] }) => list?.fields ?? [],
  );
  const shown = (id: string, value: string) => {
    const options = fields.find((field) => field.id === id)?.options;
    return options?.find((option) => option.id === value)?.label[language] ?? value;
  };
  return (
    <Card>
      <Head title={texts.parties} to={editUrl(filing.id, 'parties')} />
      {written.parties.map(({ side, name, details = {} }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a party is its place in the list
        <div key={i}>
          <div className={styles.head}>
            <h3>{texts.editParty(sideName(side), name || texts.unnamed)}</h3>
            <Link
              to={`${editUrl(filing.id, 'parties')}?party=${i}`}
              aria-label={texts.changeWhat(name || texts.unnamed)}
            >
              {texts.change}
            </Link>
          </div>
          <Facts
            items={Object.entries(details)
              .filter(([, value]) => value !== '')
              .map(([id, value]) => ({
                label: fields.find((field) => field.id === id)?.label || id,
                value: shown(id, value),
              }))}
          />
        </div>
      ))}
    </Card>
  );
}

/** Answers as they will stand in the complaint; those of parties stand above, but for who acts for them. */
function Said({
  filing,
  written,
  form,
  pleading,
}: Pick<StepProps, 'filing' | 'written'> & { readonly form: Form; readonly pleading: Pleading }) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const parts = partsOf(pleading);
  const visible = claimRows(form, aroundOf(written, pleading));
  return form.sections.map((section, i) => {
    if (section.id === 'parties')
      return (
        isGiven(written.values.represented) && (
          <Agents key={section.id} {...{ filing, section }} rows={parts[i]?.rows ?? []} />
        )
      );
    const rows = section.rows.filter(
      (row) => row.id === 'evidence' || visible.some((each) => each.row === row),
    );
    const to = (index: number) => {
      const row = rows[index];
      if (section.id === 'mediation' || row === undefined) return editUrl(filing.id, 'cost');
      if (row.id === 'evidence') return editUrl(filing.id, 'evidence');
      return `${editUrl(filing.id, 'claim')}?at=${section.id}.${row.id}`;
    };
    return (
      <Card key={section.id}>
        <h2>{section.title[language]}</h2>
        <PaperRows
          rows={parts[i]?.rows ?? []}
          change={(index) => (
            <Link
              to={to(index)}
              lang={language}
              aria-label={texts.changeWhat(rows[index]?.title[language] ?? section.title[language])}
            >
              {texts.change}
            </Link>
          )}
        />
      </Card>
    );
  });
}

/** Who acts for the party, and for what: the row that the print has among those of the parties. */
function Agents({
  filing,
  section,
  rows,
}: Pick<StepProps, 'filing'> & {
  readonly section: Form['sections'][number];
  readonly rows: PaperPart['rows'];
}) {
  const { language } = useSettings();
  const row = section.rows.find(({ id }) => id === 'agent');
  if (row === undefined) return null;
  return (
    <Card>
      <Head
        title={row.title[language]}
        to={`${editUrl(filing.id, 'claim')}?at=${section.id}.${row.id}`}
      />
      <PaperRows rows={rows.filter(({ label }) => label === row.label)} />
    </Card>
  );
}

function Address({ filing, written: { about } }: Pick<StepProps, 'filing' | 'written'>) {
  const texts = useTexts({ zh, en });
  const service = about.service ?? {};
  const line = (label: string, value: string | undefined) =>
    (value ?? '') !== '' && { label, value };
  return (
    <Card>
      <Head title={texts.address} to={editUrl(filing.id, 'address')} />
      <Facts
        items={[
          line(texts.recipient, service.name),
          line(texts.mobile, service.mobile),
          line(texts.addressLine, service.address),
          line(texts.postcode.replace(/（.*|\(.*/, ''), service.postcode),
          line(texts.mail.replace(/（.*|\(.*/, ''), service.mail),
          about.eService !== undefined &&
            about.eService !== null && {
              label: texts.eService,
              value: about.eService ? texts.eServiceYes : texts.eServiceNo,
            },
        ]}
      />
    </Card>
  );
}

function Papers({ filing }: { readonly filing: FilingView }) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const limits = useFilingLimits(filing.id);
  const papers = filing.papers.filter(({ made }) => !made);
  const slots = [...new Set(papers.map(({ slot }) => slot))];
  const slotName = (slot: string) =>
    limits.data?.slots.find((each) => each.slot === slot)?.name[language] ?? slot;
  return (
    <Card>
      <Head title={texts.papersTitle} to={editUrl(filing.id, 'papers')} />
      {papers.length === 0 ? (
        <p>{texts.papersNone}</p>
      ) : (
        <Facts
          items={slots.map((slot) => {
            const there = papers.filter((paper) => paper.slot === slot);
            return {
              label: texts.papersIn(slotName(slot), there.length),
              value: <Names of={there} />,
            };
          })}
        />
      )}
    </Card>
  );
}

/** Several papers of one place each have their line. */
function Names({ of }: { readonly of: FilingView['papers'] }) {
  return (
    <ul className={styles.names}>
      {of.map(({ id, name }) => (
        <li key={id}>{name}</li>
      ))}
    </ul>
  );
}
