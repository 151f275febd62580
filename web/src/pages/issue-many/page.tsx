import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { DocumentView } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { Button, ButtonLink } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Empty, Page as Layout, Loading } from '../../components/layout.tsx';
import { en } from './en.ts';
import styles from './page.module.css';
import { isDone, type Outcome, type Outcomes, useRun } from './run.ts';
import { zh } from './zh.ts';

/** Drafts of one case, issued together: look at each, sign once for all, each signed and recorded by itself. */
export function Page() {
  const texts = useTexts({ zh, en });
  const { caseId = '' } = useParams();
  const run = useRun();
  const [picked, setPicked] = useState<readonly DocumentView[]>([]);
  const found = useQuery({
    queryKey: ['case', caseId],
    queryFn: () => body(api.GET('/api/v1/cases/{id}', { params: { path: { id: caseId } } })),
  });
  const drafts = found.data?.documents.filter(({ state }) => state === 'draft') ?? [];
  const start = (documents: readonly DocumentView[], serve: boolean) => {
    setPicked(documents);
    void run.start(documents, serve);
  };
  return (
    <Layout title={texts.title} lead={texts.lead}>
      <ErrorSummary error={found.error} />
      {found.isPending && <Loading text={texts.loading} />}
      {picked.length > 0 && <Results documents={picked} run={run} />}
      {picked.length === 0 && found.data !== undefined && drafts.length === 0 && (
        <Empty title={texts.none}>
          <p>{texts.noneText}</p>
        </Empty>
      )}
      {picked.length === 0 && drafts.length > 0 && (
        <Choose key={caseId} drafts={drafts} onStart={start} />
      )}
      <Actions>
        <ButtonLink to={`/desk/cases/${caseId}`} look="plain">
          {texts.toCase}
        </ButtonLink>
      </Actions>
    </Layout>
  );
}

function Choose({
  drafts,
  onStart,
}: {
  readonly drafts: readonly DocumentView[];
  onStart(documents: readonly DocumentView[], serve: boolean): void;
}) {
  const texts = useTexts({ zh, en });
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [serve, setServe] = useState(true);
  const [tried, setTried] = useState(false);
  // The notices of a docketing go out in the order in which they were numbered.
  const chosen = drafts
    .filter(({ id }) => !left.has(id))
    .toSorted((a, b) => (a.number < b.number ? -1 : 1));
  const toggle = (id: string) => {
    const next = new Set(left);
    if (!next.delete(id)) next.add(id);
    setLeft(next);
  };
  const sign = () => {
    setTried(true);
    if (chosen.length > 0) onStart(chosen, serve);
  };
  return (
    <>
      <ErrorSummary
        fields={tried && chosen.length === 0 ? [{ field: 'documents', message: texts.need }] : []}
      />
      <fieldset className={styles.list} id="documents">
        <legend>{texts.choose}</legend>
        {drafts.map((document) => (
          <Draft
            key={document.id}
            document={document}
            chosen={!left.has(document.id)}
            onToggle={() => toggle(document.id)}
          />
        ))}
      </fieldset>
      <label className={styles.serve}>
        <input type="checkbox" checked={serve} onChange={() => setServe(!serve)} />
        {texts.serve}
      </label>
      <p className={styles.hint}>{texts.serveHint}</p>
      <Card tone="warn">
        <p>
          <strong>{texts.before}</strong>
        </p>
        <p>{texts.beforeText(chosen.length)}</p>
      </Card>
      <Actions>
        <Button onPress={sign}>{texts.sign(chosen.length)}</Button>
      </Actions>
    </>
  );
}

function Draft({
  document,
  chosen,
  onToggle,
}: {
  readonly document: DocumentView;
  readonly chosen: boolean;
  onToggle(): void;
}) {
  const texts = useTexts({ zh, en });
  const { id, title, addressee, pages, number } = document;
  return (
    <div className={styles.item}>
      <label>
        <input type="checkbox" checked={chosen} onChange={onToggle} />
        <span>
          <strong>{title}</strong>
          <span>
            {texts.addressee} {addressee?.name ?? texts.everybody} · {number} · {texts.pages}{' '}
            {pages}
          </span>
        </span>
      </label>
      <a
        href={`/api/v1/documents/${id}/file`}
        target="_blank"
        rel="noreferrer"
        aria-label={texts.lookAt(`${title} ${addressee?.name ?? ''}`)}
      >
        {texts.look}
      </a>
    </div>
  );
}

function Results({
  documents,
  run,
}: {
  readonly documents: readonly DocumentView[];
  readonly run: ReturnType<typeof useRun>;
}) {
  const texts = useTexts({ zh, en });
  const { outcomes, running } = run;
  const open = documents.filter(({ id }) => !isDone(outcomes.get(id)));
  const failed = open.flatMap(({ id }) => errorOf(outcomes.get(id)) ?? []);
  return (
    <>
      {!running && <ErrorSummary error={failed[0]} />}
      <Card tone={running ? 'wash' : open.length === 0 ? 'good' : 'bad'}>
        <div role="status">
          <h2>{headline(texts, { documents, outcomes, running })}</h2>
        </div>
      </Card>
      <ResultTable documents={documents} outcomes={outcomes} />
      {!running && open.length > 0 && (
        <Actions>
          <Button onPress={() => void run.start(open, true)}>{texts.again}</Button>
        </Actions>
      )}
    </>
  );
}

function ResultTable({
  documents,
  outcomes,
}: {
  readonly documents: readonly DocumentView[];
  readonly outcomes: Outcomes;
}) {
  const texts = useTexts({ zh, en });
  return (
    <DataTable
      label={texts.result}
      columns={[texts.document, texts.addressee, texts.result]}
      rows={documents.map(({ id, title, addressee }) => {
        const outcome = outcomes.get(id) ?? 'waiting';
        const word = typeof outcome === 'string' ? texts[outcome] : `✗ ${texts.failed}`;
        return {
          id,
          tone: typeof outcome === 'string' ? undefined : 'bad',
          cells: [
            title,
            addressee?.name ?? texts.everybody,
            <span key="result">
              {isDone(outcome) ? `✓ ${word}` : word}{' '}
              {outcome === 'issued' && <Link to={`/desk/documents/${id}`}>{texts.toServe}</Link>}
            </span>,
          ],
        };
      })}
    />
  );
}

function errorOf(outcome: Outcome | undefined): unknown {
  return typeof outcome === 'object' ? outcome.error : undefined;
}

function headline(
  texts: typeof zh,
  run: {
    readonly documents: readonly DocumentView[];
    readonly outcomes: Outcomes;
    readonly running: boolean;
  },
): string {
  const { documents, outcomes, running } = run;
  const done = documents.filter(({ id }) => isDone(outcomes.get(id))).length;
  if (running) return texts.running(done, documents.length);
  const left = documents.length - done;
  return left === 0 ? texts.allDone(done) : texts.someFailed(left);
}
