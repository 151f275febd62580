import { useEffect, useRef } from 'react';
import { ApiProblem } from '../api-client/problem.ts';
import { useTexts } from '../app/language.tsx';
import { en, zh } from '../locales/problem.ts';
import styles from './error-summary.module.css';

export interface FieldProblem {
  /** Id of the field that the line links to. */
  readonly field?: string;
  readonly message: string;
}

/** What went wrong and what to do, at the top, focused when it appears; never a code alone. */
export function ErrorSummary({
  error,
  fields = [],
}: {
  readonly error?: unknown;
  readonly fields?: readonly FieldProblem[];
}) {
  const texts = useTexts({ zh, en });
  const box = useRef<HTMLDivElement>(null);
  const shown = error !== undefined && error !== null ? true : fields.length > 0;
  useEffect(() => {
    if (shown) box.current?.focus();
  }, [shown]);
  if (!shown) return null;
  return (
    <div className={styles.box} role="alert" tabIndex={-1} ref={box}>
      <h2>{texts.heading}</h2>
      {fields.length > 0 && (
        <ul>
          {fields.map((item) => (
            <li key={item.message}>
              {item.field ? <a href={`#${item.field}`}>{item.message}</a> : item.message}
            </li>
          ))}
        </ul>
      )}
      {error !== undefined && error !== null && <ProblemText error={error} />}
    </div>
  );
}

function ProblemText({ error }: { readonly error: unknown }) {
  const texts = useTexts({ zh, en });
  const problem = error instanceof ApiProblem ? error : undefined;
  return (
    <>
      <p>{problem?.message || (problem?.code === 'NETWORK' ? texts.network : texts.unknown)}</p>
      <p className={styles.reference}>
        {texts.hotline}
        {problem?.requestId !== undefined && `　${texts.reference} ${problem.requestId}`}
        {problem !== undefined && `　${problem.code}`}
      </p>
    </>
  );
}
