import type { NamedParty } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { Choice } from '../../components/choice.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Loading } from '../../components/layout.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { type Around, OneField } from '../../filing/fields.tsx';
import styles from '../../filing/filing.module.css';
import { type Field, type Form, holds, useFormData } from '../../filing/form.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

const ROWS = { applicant: 'plaintiff', other: 'defendant', third: 'third' } as const;
const NAMES: ReadonlySet<string> = new Set(['kind', 'name', 'organisation']);

/** What 登记立案规定 4 asks of a party: first what is usually needed, the rest behind a fold. */
export function PartyForm({
  form,
  party,
  onChange,
}: {
  readonly form: string | undefined;
  readonly party: NamedParty;
  onChange(party: NamedParty): void;
}) {
  const texts = useTexts({ zh, en });
  // Without a form of its own a case asks of a party what every other asks.
  const data = useFormData(form ?? 'general');
  const { kind, name, details = {} } = party;
  const person = kind === 'person';
  return (
    <div className={styles.stack}>
      <ErrorSummary error={data.error} />
      <Choice
        label={texts.partyKind}
        value={kind}
        options={[
          { value: 'person', label: texts.person },
          { value: 'organisation', label: texts.organisation },
        ]}
        onChange={(next) => onChange({ ...party, kind: next, details: {} })}
      />
      <TextInput
        id={person ? 'name' : 'organisation'}
        label={person ? texts.partyName : texts.organisationName}
        hint={person ? texts.nameHint : texts.organisationHint}
        value={name}
        onChange={(next) => onChange({ ...party, name: next })}
        maxLength={100}
      />
      {data.data === undefined ? (
        <Loading text={texts.loading} />
      ) : (
        <Details
          fields={fieldsOf(data.data, party)}
          around={{
            values: details,
            answers: details,
            asked: new Set(),
            onChange: (path, value) =>
              onChange({ ...party, details: { ...details, [path]: String(value ?? '') } }),
          }}
        />
      )}
    </div>
  );
}

function fieldsOf(form: Form, { side, kind }: NamedParty): readonly Field[] {
  const rows = form.sections.find(({ id }) => id === 'parties')?.rows ?? [];
  const list = rows.find(({ id }) => id === ROWS[side])?.fields[0];
  return (list?.fields ?? []).filter(
    (field) =>
      !NAMES.has(field.id) &&
      holds(field.when, { answers: [{ kind }], asked: new Set(), path: field.id }),
  );
}

function Details({
  fields,
  around,
}: {
  readonly fields: readonly Field[];
  readonly around: Around;
}) {
  const texts = useTexts({ zh, en });
  const first = fields.filter(({ need }) => need !== undefined);
  const rest = fields.filter(({ need }) => need === undefined);
  const filled = rest.some(({ id }) => (around.values[id] ?? '') !== '');
  return (
    <>
      {first.map((field) => (
        <OneField key={field.id} field={field} path={field.id} around={around} />
      ))}
      {rest.length > 0 && (
        <details className={styles.fold} open={filled}>
          <summary>{texts.moreParty}</summary>
          <div className={styles.stack}>
            {rest.map((field) => (
              <OneField key={field.id} field={field} path={field.id} around={around} />
            ))}
          </div>
        </details>
      )}
    </>
  );
}
