import { useMutation, useQuery } from '@tanstack/react-query';
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
import { Restored } from '../../components/restored.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { en } from './en.ts';
import { KINDS, type Kind, useUploadForm } from './upload-form.ts';
import { zh } from './zh.ts';

export function UploadStep({
  caseId,
  onDone,
}: {
  readonly caseId: string;
  onDone(document: DocumentView): void;
}) {
  const texts = useTexts({ zh, en });
  const form = useUploadForm(caseId);
  const { file, title, kind } = form;
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const limits = useQuery({ queryKey: ['limits'], queryFn: () => body(api.GET('/api/v1/limits')) });
  const sending = useUpload(caseId, (document) => {
    void form.forget();
    onDone(document);
  });
  const max = limits.data?.documentBytes ?? Number.POSITIVE_INFINITY;
  const submit = () => {
    const found = check(file, title, max, texts);
    setProblems(found);
    if (file !== undefined && found.length === 0) sending.send({ file, title: title.trim(), kind });
  };
  return (
    <>
      <ErrorSummary error={sending.error} fields={problems} />
      <Restored form={form} />
      <div id="file">
        <FileDrop
          label={texts.file}
          hint={limits.data ? texts.limit(formatBytes(max)) : ''}
          choose={texts.choose}
          accept={['application/pdf']}
          file={file}
          onFile={form.choose}
        />
      </div>
      <TextInput
        id="title"
        label={texts.name}
        hint={texts.nameHint}
        value={title}
        onChange={(next) => form.change({ title: next })}
        maxLength={40}
      />
      <Choice<Kind>
        label={texts.kind}
        value={kind}
        onChange={(next) => form.change({ kind: next })}
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

interface Upload {
  readonly file: File;
  readonly title: string;
  readonly kind: Kind;
}

function useUpload(caseId: string, onDone: (document: DocumentView) => void) {
  const [progress, setProgress] = useState<number>();
  const abort = useRef<AbortController>(undefined);
  const sending = useMutation({
    mutationFn: (chosen: Upload) => {
      abort.current = new AbortController();
      setProgress(0);
      const url = `/api/v1/cases/${caseId}/documents`;
      return upload<DocumentView>(url, formOf(chosen), setProgress, abort.current.signal);
    },
    onSuccess: onDone,
    onSettled: () => setProgress(undefined),
  });
  const cancelled = abort.current?.signal.aborted ?? false;
  return {
    progress,
    error: cancelled ? undefined : sending.error,
    send: (chosen: Upload) => sending.mutate(chosen),
    cancel: () => abort.current?.abort(),
  };
}

function formOf({ file, title, kind }: Upload): FormData {
  const form = new FormData();
  // Fields before the file: the server reads the form in order and may refuse before the file is sent.
  form.set('title', title);
  form.set('kind', kind);
  form.set('file', file);
  return form;
}
