import { Link, useParams } from 'react-router';
import type { FilingView, PaperSlot } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { DeadlineList } from '../../components/deadline-list.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Page as Layout, Loading } from '../../components/layout.tsx';
import { OneField } from '../../filing/fields.tsx';
import styles from '../../filing/filing.module.css';
import { type Field, useFormData } from '../../filing/form.ts';
import { DifferingNotice, SavingLine } from '../../filing/parts.tsx';
import { useFiling, usePleading } from '../../filing/queries.ts';
import { useDraft } from '../../filing/use-draft.ts';
import { PaperSlots } from '../../papers/paper-slots.tsx';
import { aroundOf } from '../filing-edit/claim-step.tsx';
import { useFilingChanged } from '../filing-edit/papers-step.tsx';
import { editUrl, fieldUrl } from '../filing-edit/steps.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

type Item = FilingView['items'][number];
/** The court’s own clock stands still meanwhile, and is not shown here. */
const RUNNING: ReadonlySet<string> = new Set(['running', 'lastDay', 'overdue']);

/** What the court asked for, beside what is there now; each can be mended here or on its page. */
export function Page() {
  const texts = useTexts({ zh, en });
  const { id = '' } = useParams();
  const filing = useFiling(id);
  return (
    <Layout title={texts.title} lead={filing.data?.cause}>
      <ErrorSummary error={filing.error} />
      {filing.isPending && <Loading text={texts.loading} />}
      {filing.data?.state === 'correction' && filing.data.mine && (
        <Correcting filing={filing.data} />
      )}
      {filing.data !== undefined && filing.data.state !== 'correction' && <p>{texts.none}</p>}
      <Actions>
        <ButtonLink to={`/filings/${id}`} look="plain">
          {texts.overview}
        </ButtonLink>
      </Actions>
    </Layout>
  );
}

function Correcting({ filing }: { readonly filing: FilingView }) {
  const texts = useTexts({ zh, en });
  const written = useDraft(filing);
  const notice = filing.timeline.findLast(({ act }) => act === 'requestCorrection');
  const running = filing.deadlines.filter(({ standing }) => RUNNING.has(standing));
  const { items } = filing;
  const done = items.filter((item) => isDone(filing, item)).length;
  return (
    <>
      <p>{texts.lead}</p>
      {notice?.words !== undefined && (
        <Card tone="warn">
          <h2>{texts.reason}</h2>
          <p>{notice.words}</p>
        </Card>
      )}
      {running.length > 0 && (
        <Card>
          <h2>{texts.due}</h2>
          <DeadlineList deadlines={running} label={texts.due} />
        </Card>
      )}
      <SavingLine view={written} />
      <DifferingNotice differing={written.differing} draft={written.draft} />
      {items.map((item, i) => (
        <OneItem
          // biome-ignore lint/suspicious/noArrayIndexKey: an item is its place in the notice
          key={i}
          {...{ filing, item, written }}
          heading={texts.item(i + 1, items.length)}
        />
      ))}
      <p role="status">{texts.progress(done, items.length)}</p>
      <p>{texts.open}</p>
      <Actions>
        <ButtonLink to={editUrl(filing.id, 'review')}>{texts.resubmit}</ButtonLink>
        <ButtonLink to={editUrl(filing.id, 'parties')} look="secondary">
          {texts.all}
        </ButtonLink>
      </Actions>
    </>
  );
}

/** As far as it can be told from here: of a paper, that another one is there; of a missing one, that one is. */
function isDone({ papers, round }: FilingView, { paper, slot }: Item): boolean {
  if (paper !== undefined) return papers.every(({ id }) => id !== paper);
  if (slot === undefined) return false;
  return papers.some((each) => each.slot === slot && each.addedRound > round);
}

function OneItem({
  filing,
  item,
  written,
  heading,
}: {
  readonly filing: FilingView;
  readonly item: Item;
  readonly written: ReturnType<typeof useDraft>;
  readonly heading: string;
}) {
  const texts = useTexts({ zh, en });
  const done = isDone(filing, item);
  return (
    <Card tone={done ? 'good' : 'warn'}>
      <h2>{heading}</h2>
      <p>
        <span className={styles.fact}>{texts.asked}</span>
        <br />
        <strong>{item.words}</strong>
      </p>
      {item.paper !== undefined && <PaperItem filing={filing} item={item} done={done} />}
      {item.paper === undefined && item.slot !== undefined && (
        <SlotItem filing={filing} slot={item.slot} done={done} />
      )}
      {item.field !== undefined && (
        <FieldItem filing={filing} path={item.field} written={written} />
      )}
    </Card>
  );
}

/** The slot of a paper that is gone is known from its notice's other papers only where it is still there. */
function PaperItem({
  filing,
  item,
  done,
}: {
  readonly filing: FilingView;
  readonly item: Item;
  readonly done: boolean;
}) {
  const texts = useTexts({ zh, en });
  const changed = useFilingChanged(filing.id);
  const paper = filing.papers.find(({ id }) => id === item.paper);
  if (paper === undefined) return <p role="status">{texts.replaced}</p>;
  return (
    <>
      {!done && <p className={styles.fact}>{texts.unchanged}</p>}
      <PaperSlots
        filing={{ ...filing, papers: [paper] }}
        slots={[paper.slot]}
        remarks={{ [paper.id]: item.words }}
        onChanged={changed}
      />
    </>
  );
}

function SlotItem({
  filing,
  slot,
  done,
}: {
  readonly filing: FilingView;
  readonly slot: PaperSlot;
  readonly done: boolean;
}) {
  const texts = useTexts({ zh, en });
  const changed = useFilingChanged(filing.id);
  return (
    <>
      <p role="status">{done ? texts.there : texts.missing}</p>
      <PaperSlots filing={filing} slots={[slot]} onChanged={changed} />
    </>
  );
}

function FieldItem({
  filing,
  path,
  written,
}: {
  readonly filing: FilingView;
  readonly path: string;
  readonly written: ReturnType<typeof useDraft>;
}) {
  const texts = useTexts({ zh, en });
  const form = useFormData(filing.form);
  const pleading = usePleading(filing.id, filing.form !== undefined);
  const place = pleading.data?.questions.find(
    ({ path: at }) => at.join('.') === path || String(at[0]) === path.split('.')[0],
  );
  const rows = form.data?.sections.flatMap((section) => section.rows) ?? [];
  const field = fieldAt(
    rows.flatMap(({ fields }) => fields),
    path,
  );
  const ofParty = /^(?:plaintiffs|defendants|thirdParties)\b/.test(path);
  if (field === undefined || ofParty) {
    return (
      <p className={styles.links}>
        <Link to={fieldUrl(filing, path, place)}>{texts.goField}</Link>
      </p>
    );
  }
  return <OneField field={field} path={path} around={aroundOf(written, pleading.data)} />;
}

function fieldAt(fields: readonly Field[], path: string): Field | undefined {
  const [first, , inner] = path.split('.');
  const field = fields.find(({ id }) => id === first);
  return inner === undefined ? field : field?.fields?.find(({ id }) => id === inner);
}
