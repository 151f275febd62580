import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import { upload } from '../../api-client/upload.ts';
import type { DocumentView } from '../../api-client/views.ts';
import { formatBytes } from '../../app/format.ts';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { ErrorSummary, type FieldProblem } from '../../components/error-summary.tsx';
import { FileDrop } from '../../components/file-drop.tsx';
import { Actions } from '../../components/layout.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

const KINDS = ['judgment', 'ruling', 'mediation', 'notice', 'summons', 'other'] as const;
type Kind = (typeof KINDS)[number];

export function UploadStep({
  caseId,
  onDone,
}: {
  readonly caseId: string;
  onDone(document: DocumentView): void;
}) {
  const texts = useTexts({ zh, en });
  const [file, setFile] = useState<File>();
  const [title, setTitle] = useState('');
  const [kind, setKind] = useState<Kind>('judgment');
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const limits = useQuery({ queryKey: ['limits'], queryFn: () => body(api.GET('/api/v1/limits')) });
  const sending = useUpload(caseId, onDone);
  const max = limits.data?.documentBytes ?? Number.POSITIVE_INFINITY;
  const submit = () => {
    const found = check(file, title, max, texts);
    setProblems(found);
    if (file !== undefined && found.length === 0)
      void sending.send({ file, title: title.trim(), kind });
  };
  return (
    <>
      <ErrorSummary error={sending.error} fields={problems} />
      <div id="file">
        <FileDrop
          label={texts.file}
          hint={limits.data ? texts.limit(formatBytes(max)) : ''}
          choose={texts.choose}
          accept={['application/pdf']}
          file={file}
          onFile={setFile}
        />
      </div>
      <TextInput
        id="title"
        label={texts.name}
        hint={texts.nameHint}
        value={title}
        onChange={setTitle}
        maxLength={40}
      />
      <Choice<Kind>
        label={texts.kind}
        value={kind}
        onChange={setKind}
        options={KINDS.map((value) => ({ value, label: texts[value] }))}
      />
      {sending.progress !== undefined && <Progress progress={sending.progress} />}
      <Actions>
        {sending.progress === undefined ? (
          <Button onPress={submit}>{texts.upload}</Button>
        ) : (
          <Button look="secondary" onPress={sending.cancel}>
            {texts.cancel}
          </Button>
        )}
      </Actions>
    </>
  );
}

function Progress({ progress }: { readonly progress: number }) {
  const texts = useTexts({ zh, en });
  return (
    <div role="status">
      <progress value={progress} max={1} style={{ width: '100%' }} aria-label={texts.upload} />
      <p>{progress < 1 ? texts.uploading(Math.round(progress * 100)) : texts.stamping}</p>
    </div>
  );
}

/** Checked on the device first, so that nobody waits for an upload that cannot succeed. */
function check(
  file: File | undefined,
  title: string,
  max: number,
  texts: typeof zh,
): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (file === undefined) problems.push({ field: 'file', message: texts.needFile });
  else if (file.size > max)
    problems.push({ field: 'file', message: texts.tooLarge(formatBytes(max)) });
  else if (!/\.pdf$/i.test(file.name)) problems.push({ field: 'file', message: texts.notPdf });
  if (title.trim() === '') problems.push({ field: 'title', message: texts.needTitle });
  return problems;
}

function useUpload(caseId: string, onDone: (document: DocumentView) => void) {
  const [progress, setProgress] = useState<number>();
  const [error, setError] = useState<unknown>();
  const abort = useRef<AbortController>(undefined);
  const send = async ({ file, title, kind }: { file: File; title: string; kind: Kind }) => {
    const form = new FormData();
    // Fields before the file: the server reads the form in order and may refuse before the file is sent.
    form.set('title', title);
    form.set('kind', kind);
    form.set('file', file);
    abort.current = new AbortController();
    setError(undefined);
    setProgress(0);
    try {
      onDone(
        await upload<DocumentView>(
          `/api/v1/cases/${caseId}/documents`,
          form,
          setProgress,
          abort.current.signal,
        ),
      );
    } catch (problem) {
      if (!abort.current.signal.aborted) setError(problem);
    } finally {
      setProgress(undefined);
    }
  };
  return { progress, error, send, cancel: () => abort.current?.abort() };
}
