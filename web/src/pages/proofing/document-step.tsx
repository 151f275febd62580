import { type FormEvent, useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import { ApiProblem } from '../../api-client/problem.ts';
import type { Proofing } from '../../api-client/views.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { PAPERS, type Paper } from '../../app/papers.ts';
import { useStep } from '../../app/proofing.ts';
import { Button } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useKept } from '../../kept/use-kept.ts';
import { en } from './en.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

/** Paper, name and number of the paper; the number's form is checked at once. */
export function DocumentStep({ proofing }: { readonly proofing: Proofing }) {
  const texts = useTexts({ zh, en });
  // The number is not kept: it would stay behind on a machine that others use.
  const kept = useKept('proofing', {
    document: proofing.document ?? ('citizenCard' as Paper),
    name: proofing.name ?? '',
  });
  const { document, name } = kept.fields;
  const [number, setNumber] = useState('');
  const [checked, setChecked] = useState(false);
  const declare = useStep(async (contest: boolean) => {
    const said = { document, name, number, contest };
    const next = await body(api.POST('/api/v1/proofing/document', { body: said }));
    await kept.forget();
    return next;
  });
  const missing = [
    ...(name.trim() === '' ? [{ field: 'name', message: texts.nameMissing }] : []),
    ...(number.trim() === '' ? [{ field: 'number', message: texts.numberMissing }] : []),
  ];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (missing.length === 0) declare.mutate(false);
  };
  const wrong = useFault(declare.error);
  const taken = declare.error instanceof ApiProblem && declare.error.code === 'IDENTITY_TAKEN';
  return (
    <form onSubmit={submit} noValidate>
      <Card>
        <h2>{texts.documentTitle}</h2>
        <ErrorSummary
          error={taken || wrong !== undefined ? undefined : declare.error}
          fields={wrong === undefined ? (checked ? missing : []) : [wrong]}
        />
        {taken && <Taken onContest={() => declare.mutate(true)} busy={declare.isPending} />}
        <div className={styles.fields}>
          <div className={styles.select}>
            <label htmlFor="document">{texts.documentKind}</label>
            <select
              id="document"
              value={document}
              onChange={(event) => kept.change({ document: event.target.value as Paper })}
            >
              {PAPERS.map((kind) => (
                <option key={kind} value={kind}>
                  {texts[kind]}
                </option>
              ))}
            </select>
          </div>
          <TextInput
            id="name"
            label={texts.name}
            hint={texts.nameHint}
            error={wrong?.field === 'name' ? wrong.message : undefined}
            value={name}
            onChange={(next) => kept.change({ name: next })}
            autoComplete="name"
            maxLength={50}
          />
          <TextInput
            id="number"
            label={texts.number}
            hint={texts.numberHint}
            error={wrong?.field === 'number' ? wrong.message : undefined}
            value={number}
            onChange={setNumber}
            maxLength={40}
          />
        </div>
        <Actions>
          <Button type="submit" isDisabled={declare.isPending}>
            {texts.next}
          </Button>
        </Actions>
      </Card>
    </form>
  );
}

/** The field that was refused, with why. */
function useFault(error: unknown): { field: 'name' | 'number'; message: string } | undefined {
  const texts = useTexts({ zh, en });
  if (!(error instanceof ApiProblem) || error.code !== 'INPUT_INVALID') return undefined;
  const { field, fault } = error.details;
  if (field === 'name') return { field, message: texts.nameWrong };
  if (typeof fault !== 'string') return undefined;
  return { field: 'number', message: `${texts.number}：${wordFor(texts, fault)}` };
}

function Taken({ onContest, busy }: { onContest(): void; readonly busy: boolean }) {
  const texts = useTexts({ zh, en });
  return (
    <Card tone="warn">
      <div role="alert">
        <h3>{texts.takenTitle}</h3>
        <p>{texts.takenText}</p>
      </div>
      <Actions>
        <Button look="secondary" onPress={onContest} isDisabled={busy}>
          {texts.contest}
        </Button>
      </Actions>
    </Card>
  );
}
