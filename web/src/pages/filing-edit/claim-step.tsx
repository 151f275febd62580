import { useSyncExternalStore } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { Pleading } from '../../api-client/views.ts';
import { useSettings, useTexts } from '../../app/language.tsx';
import { parseMoney } from '../../app/money.ts';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Card, Loading } from '../../components/layout.tsx';
import { type Around, Fields } from '../../filing/fields.tsx';
import styles from '../../filing/filing.module.css';
import { type Form, type FormRow, holds, isGiven, nested, useFormData } from '../../filing/form.ts';
import { gridsOf } from '../../filing/paper-rows.tsx';
import { usePleading } from '../../filing/queries.ts';
import { en } from './en.ts';
import { type StepProps, Ways } from './step.tsx';
import { editUrl } from './steps.ts';
import { zh } from './zh.ts';

/** A row of the form, with the section in which it stands. */
export interface PlacedRow {
  readonly section: string;
  readonly heading: { readonly 'zh-CN': string; readonly en: string };
  readonly row: FormRow;
}

/** The questions of the form, a row of it a page; at a desk a section a page. */
export function ClaimStep(props: StepProps) {
  const texts = useTexts({ zh, en });
  const form = useFormData(props.filing.form);
  const pleading = usePleading(props.filing.id, true);
  if (form.data === undefined) {
    return form.error ? <ErrorSummary error={form.error} /> : <Loading text={texts.loading} />;
  }
  return <Questions {...props} form={form.data} pleading={pleading.data} />;
}

/** Answers as typed here, and which fields the server asks for. */
export function aroundOf(
  { values, draft }: StepProps['written'],
  pleading: Pleading | undefined,
): Around {
  const asked = new Set((pleading?.questions ?? []).map(({ path }) => path.join('.')));
  return {
    ...{ values, asked, answers: nested(values) },
    onChange: (path, value) => draft.set(path, value),
  };
}

/** Parties, evidence, address and mediation have steps of their own. */
export function claimRows(form: Form, around: Around): PlacedRow[] {
  return form.sections
    .filter(({ id }) => id !== 'mediation')
    .flatMap(({ id, title, rows }) =>
      rows
        .filter((row) => (id === 'parties' ? row.id === 'agent' : row.id !== 'evidence'))
        .filter((row) => {
          const scope = { answers: [around.answers], asked: around.asked, path: '' };
          return holds(row.when, scope);
        })
        .map((row) => ({ section: id, heading: title, row })),
    );
}

const placeOf = ({ section, row }: PlacedRow) => `${section}.${row.id}`;

function Questions({
  filing,
  written,
  next,
  back,
  form,
  pleading,
}: StepProps & { readonly form: Form; readonly pleading: Pleading | undefined }) {
  const texts = useTexts({ zh, en });
  const wide = useWide();
  const [search] = useSearchParams();
  const around = aroundOf(written, pleading);
  const rows = claimRows(form, around);
  const pages = wide ? bySection(rows) : rows.map((row) => [row]);
  const said = search.get('at');
  const found = pages.findIndex((page) => page.some((row) => placeOf(row) === said));
  const at = Math.max(0, found);
  const url = (page: readonly PlacedRow[] | undefined) =>
    page?.[0] && `${editUrl(filing.id, 'claim')}?at=${placeOf(page[0])}`;
  return (
    <>
      {at === 0 && <p>{texts.claimLead}</p>}
      <Jump rows={rows} filing={filing.id} around={around} />
      {(pages[at] ?? []).map((row) => (
        <RowCard key={placeOf(row)} placed={row} around={around} pleading={pleading} />
      ))}
      <Ways
        next={url(pages[at + 1]) ?? next}
        back={url(pages[at - 1]) ?? back}
        label={pages[at + 1] === undefined ? texts.next : texts.nextPage}
      />
    </>
  );
}

function bySection(rows: readonly PlacedRow[]): PlacedRow[][] {
  const pages = new Map<string, PlacedRow[]>();
  for (const row of rows) pages.set(row.section, [...(pages.get(row.section) ?? []), row]);
  return [...pages.values()];
}

const WIDE = '(min-width: 960px)';

/** A desk has room for a section at a time, unless large print is wanted. */
function useWide(): boolean {
  const { elder } = useSettings();
  const wide = useSyncExternalStore(
    (changed) => {
      const media = matchMedia(WIDE);
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    () => matchMedia(WIDE).matches,
  );
  return wide && !elder;
}

/** Every question there is now, so that nobody has to leaf through all of them. */
function Jump({
  rows,
  filing,
  around,
}: {
  readonly rows: readonly PlacedRow[];
  readonly filing: string;
  readonly around: Around;
}) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const [search] = useSearchParams();
  return (
    <details className={styles.fold} key={search.get('at')}>
      <summary>{texts.jump}</summary>
      <ol className={styles.jump}>
        {rows.map((placed) => {
          const { row } = placed;
          const filled = row.fields.some(({ id }) => isGiven(around.answers[id]));
          return (
            <li key={placeOf(placed)}>
              <Link to={`${editUrl(filing, 'claim')}?at=${placeOf(placed)}`}>
                {row.title[language]}
                {filled && <span className={styles.fact}>✓ {texts.answered}</span>}
              </Link>
            </li>
          );
        })}
      </ol>
    </details>
  );
}

/** One row of the form: its questions, and what a look at the answers says of them. */
export function RowCard({
  placed: { row },
  around,
  pleading,
}: {
  readonly placed: Pick<PlacedRow, 'row'>;
  readonly around: Around;
  readonly pleading: Pleading | undefined;
}) {
  const { language } = useSettings();
  return (
    <Card>
      <h2>{row.title[language]}</h2>
      <div className={styles.stack}>
        <Fields fields={row.fields} around={around} />
      </div>
      {pleading !== undefined && <Remarks row={row} pleading={pleading} />}
      {row.id === 'interest' && pleading !== undefined && (
        <Interest pleading={pleading} around={around} />
      )}
    </Card>
  );
}

function Remarks({ row, pleading }: { readonly row: FormRow; readonly pleading: Pleading }) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const own = new Set(row.fields.map(({ id }) => id));
  const remarks = pleading.remarks.filter(
    ({ path, weight, check }) =>
      own.has(String(path[0])) && (weight === 'doubt' || (weight === 'note' && check !== 'field')),
  );
  if (remarks.length === 0) return null;
  return (
    <div role="status">
      <h3>{texts.remarks}</h3>
      <ul className={styles.text}>
        {remarks.map(({ path, text, basis }) => (
          <li key={`${path.join('.')} ${text[language]}`}>
            {text[language]}
            {basis && <span className={styles.law}> {basis[language]}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The line of the sum has no number; every row of a table has a name. */
function named(cells: readonly string[], sum: string): readonly string[] {
  return cells[0] === '' ? [sum, ...cells.slice(1, -2), '', ...cells.slice(-1)] : cells;
}

/** The reckoning line by line, as it is printed with the complaint. */
function Interest({ pleading, around }: { readonly pleading: Pleading; readonly around: Around }) {
  const texts = useTexts({ zh, en });
  const grid = gridsOf(pleading).find(({ columns = [] }) =>
    columns.some(({ name }) => /利率/.test(name)),
  );
  if (grid?.columns === undefined) return null;
  const sum = grid.rows?.at(-1)?.at(-1);
  const fen = parseMoney(sum ?? '');
  return (
    <>
      <h3>{texts.interest}</h3>
      <DataTable
        label={texts.interest}
        columns={grid.columns.map(({ name }) => name)}
        rows={(grid.rows ?? []).map((cells, i) => ({
          id: String(i),
          cells: named(cells, texts.sum),
        }))}
      />
      {sum !== undefined && typeof fen === 'number' && around.answers.interestOwed !== fen && (
        <div>
          <Button look="secondary" onPress={() => around.onChange('interestOwed', fen)}>
            {texts.fillInterest(sum)}
          </Button>
        </div>
      )}
    </>
  );
}
