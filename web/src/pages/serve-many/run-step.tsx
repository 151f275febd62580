import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { en as problemEn, zh as problemZh } from '../../locales/problem.ts';
import { en } from './en.ts';
import type { Item } from './item.ts';
import styles from './page.module.css';
import { isServed, type Outcome, type Outcomes, type useRun } from './run.ts';
import { zh } from './zh.ts';

/** The sending: how far it is, what became of each item, and another try for those that did not go through. */
export function RunStep({
  items,
  run,
  onAgain,
}: {
  readonly items: readonly Item[];
  readonly run: ReturnType<typeof useRun>;
  onAgain(): void;
}) {
  const texts = useTexts({ zh, en });
  const left = items.filter((item) => !isServed(run.outcomes.get(item.id)));
  return (
    <>
      {run.running ? (
        <Progress items={items} outcomes={run.outcomes} />
      ) : (
        <Card tone={left.length === 0 ? 'good' : 'bad'}>
          <div role="status">
            <h2>
              {left.length === 0
                ? texts.allSent(items.length)
                : texts.someSent(items.length - left.length, left.length)}
            </h2>
          </div>
        </Card>
      )}
      <Actions>
        {run.running && (
          <Button look="secondary" onPress={run.stop}>
            {texts.stop}
          </Button>
        )}
        {!run.running && left.length > 0 && (
          <Button onPress={() => void run.start(left)}>{texts.retry(left.length)}</Button>
        )}
        {!run.running && (
          <Button look="secondary" onPress={onAgain}>
            {texts.again}
          </Button>
        )}
      </Actions>
      <Results items={items} outcomes={run.outcomes} />
    </>
  );
}

function Progress({
  items,
  outcomes,
}: {
  readonly items: readonly Item[];
  readonly outcomes: Outcomes;
}) {
  const texts = useTexts({ zh, en });
  const open = new Set(['queued', 'sending']);
  const done = items.filter((item) => !open.has(outcomes.get(item.id)?.state ?? 'queued')).length;
  const label = texts.progress(done, items.length);
  return (
    <div className={styles.progress}>
      <progress value={done} max={items.length} aria-label={texts.results} />
      <p role="status">{label}</p>
    </div>
  );
}

function Results({
  items,
  outcomes,
}: {
  readonly items: readonly Item[];
  readonly outcomes: Outcomes;
}) {
  const texts = useTexts({ zh, en });
  return (
    <DataTable
      label={texts.results}
      columns={[texts.document, texts.caseNumber, texts.recipient, texts.result]}
      rows={items.map((item) => {
        const outcome = outcomes.get(item.id) ?? { state: 'queued' };
        const bad = outcome.state === 'failed' || outcome.state === 'stopped';
        return {
          id: item.id,
          tone: bad ? 'bad' : undefined,
          cells: [
            item.document,
            item.caseNumber,
            item.recipient,
            <Result key="result" outcome={outcome} />,
          ],
        };
      })}
    />
  );
}

const MARKS = { queued: '', sending: '…', sent: '✓', already: '✓', failed: '✗', stopped: '✗' };

function Result({ outcome }: { readonly outcome: Outcome }) {
  const texts = useTexts({ zh, en });
  const words = useTexts({ zh: problemZh, en: problemEn });
  const { state } = outcome;
  return (
    <span className={styles.result} data-state={state}>
      <span>
        <span aria-hidden="true">{MARKS[state]} </span>
        {texts[state]}
      </span>
      {outcome.state === 'failed' && (
        <span className={styles.why}>
          {outcome.problem.message ||
            (outcome.problem.code === 'NETWORK' ? texts.network : words.unknown)}
          {outcome.problem.requestId && `（${texts.reference} ${outcome.problem.requestId}）`}
        </span>
      )}
    </span>
  );
}
