import { useState } from 'react';
import { Link } from 'react-router';
import type { UnservedDocument } from '../../api-client/views.ts';
import { useTime } from '../../app/format.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions } from '../../components/layout.tsx';
import { useShortcuts } from '../../shortcuts/shortcuts.ts';
import { useRowShortcuts } from '../../shortcuts/staff.tsx';
import { en } from './en.ts';
import { itemId } from './item.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

/** The server lists no more at a time. */
const MOST_LISTED = 100;

export function ChooseStep({
  documents,
  chosen,
  restored,
  onChoose,
  onNext,
}: {
  readonly documents: readonly UnservedDocument[];
  readonly chosen: ReadonlySet<string>;
  readonly restored: boolean;
  onChoose(chosen: ReadonlySet<string>): void;
  onNext(): void;
}) {
  const texts = useTexts({ zh, en });
  const [missing, setMissing] = useState(false);
  const open = (document: UnservedDocument) =>
    document.parties.filter((party) => !party.served).map((party) => itemId(document.id, party.id));
  const untouched = documents.filter((document) => document.parties.every((each) => !each.served));
  const all = () => onChoose(new Set(documents.flatMap(open)));
  const none = () => onChoose(new Set());
  const next = () => {
    setMissing(chosen.size === 0);
    if (chosen.size > 0) onNext();
  };
  useRowShortcuts();
  useShortcuts([
    { key: 'a', does: texts.all, run: all },
    { key: 'x', does: texts.clear, run: none },
  ]);
  return (
    <>
      <ErrorSummary
        fields={missing && chosen.size === 0 ? [{ field: 'documents', message: texts.need }] : []}
      />
      {restored && <p role="status">{texts.restored}</p>}
      {documents.length >= MOST_LISTED && <p>{texts.many}</p>}
      <Actions>
        {untouched.length > 0 && (
          <Button look="secondary" onPress={() => onChoose(new Set(untouched.flatMap(open)))}>
            {texts.untouched}
          </Button>
        )}
        <Button look="secondary" onPress={all}>
          {texts.all}
        </Button>
        <Button look="plain" onPress={none}>
          {texts.clear}
        </Button>
      </Actions>
      <div id="documents" className={styles.list} tabIndex={-1}>
        {documents.map((document) => (
          <Choices key={document.id} document={document} chosen={chosen} onChoose={onChoose} />
        ))}
      </div>
      <div className={styles.bar}>
        <p role="status">{texts.chosen(chosen.size, documentsIn(chosen))}</p>
        <Button onPress={next}>{texts.check}</Button>
      </div>
    </>
  );
}

function documentsIn(chosen: ReadonlySet<string>): number {
  return new Set([...chosen].map((id) => id.split('/')[0])).size;
}

/** One document and a box for each party that has not been served with it. */
function Choices({
  document,
  chosen,
  onChoose,
}: {
  readonly document: UnservedDocument;
  readonly chosen: ReadonlySet<string>;
  onChoose(chosen: ReadonlySet<string>): void;
}) {
  const texts = useTexts({ zh, en });
  const time = useTime();
  const toggle = (id: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    onChoose(next);
  };
  const open = document.parties.filter((party) => !party.served);
  return (
    <fieldset className={styles.document} data-row>
      <legend>
        {document.title}（{document.number}）
      </legend>
      <p className={styles.about}>
        {document.caseNumber} · {texts.issuedAt} {time(document.issuedAt)}
        {open.length === document.parties.length && ` · ${texts.nothingYet}`}{' '}
        <Link to={`/desk/documents/${document.id}`}>
          {texts.openDocument}
          <span className="visually-hidden"> {document.number}</span>
        </Link>
      </p>
      <div className={styles.parties}>
        {open.map((party) => {
          const id = itemId(document.id, party.id);
          return (
            <label key={id} className={styles.party}>
              <input
                type="checkbox"
                checked={chosen.has(id)}
                onChange={(event) => toggle(id, event.target.checked)}
              />
              {party.name}（{party.side}）
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
