import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTexts } from '../app/language.tsx';
import { en, zh } from '../locales/csv-file.ts';
import { DataTable } from './data-table.tsx';
import { ErrorSummary } from './error-summary.tsx';
import { FileDrop } from './file-drop.tsx';
import { Card } from './layout.tsx';

/** Lines of a preview that are listed; those refused come first. */
const MAX_SHOWN = 100;

/** An address to download these lines from. Begins with a byte order mark, without which spreadsheets take Chinese for something else. */
export function csvAddress(lines: readonly string[]): string {
  const text = `\uFEFF${lines.map((line) => `${line}\r\n`).join('')}`;
  return `data:text/csv;charset=utf-8,${encodeURIComponent(text)}`;
}

/** A chosen file of at most `most` bytes, what the server says it would do, and the doing. */
export function useCsvFile<Seen, Done, More = void>({
  most,
  look,
  take,
  taken,
}: {
  readonly most: number;
  look(csv: string): Promise<Seen>;
  take(csv: string, more: More): Promise<Done>;
  taken(): unknown;
}) {
  const [file, setFile] = useState<File>();
  const [csv, setCsv] = useState('');
  const [tooLarge, setTooLarge] = useState(false);
  const preview = useMutation({ mutationFn: look });
  const apply = useMutation({
    mutationFn: (more: More) => take(csv, more),
    onSuccess: () => {
      preview.reset();
      return taken();
    },
  });
  const choose = async (chosen: File) => {
    setFile(chosen);
    preview.reset();
    apply.reset();
    setTooLarge(chosen.size > most);
    if (chosen.size > most) return;
    const text = await chosen.text();
    setCsv(text);
    preview.mutate(text);
  };
  return { file, tooLarge, preview, apply, choose };
}

/** The card on which such a file is chosen, with a template to fill in. */
export function CsvFile({
  id,
  csv: { file, tooLarge, preview, apply, choose },
  title,
  lead,
  hint,
  template,
  children,
}: {
  readonly id: string;
  readonly csv: Pick<ReturnType<typeof useCsvFile>, 'file' | 'tooLarge' | 'choose'> &
    Record<'preview' | 'apply', { readonly error: unknown }>;
  readonly title: string;
  readonly lead: string;
  readonly hint: string;
  /** Its file name, and its one line. */
  readonly template: readonly [name: string, heading: string];
  readonly children: ReactNode;
}) {
  const texts = useTexts({ zh, en });
  return (
    <Card>
      <h2>{title}</h2>
      <p>{lead}</p>
      <p>
        <a href={csvAddress([template[1]])} download={template[0]}>
          {texts.template}
        </a>
      </p>
      <ErrorSummary
        error={preview.error ?? apply.error}
        fields={tooLarge ? [{ field: id, message: texts.tooLarge }] : []}
      />
      <div id={id} tabIndex={-1}>
        <FileDrop
          label={texts.file}
          hint={hint}
          choose={texts.choose}
          accept={['.csv', 'text/csv']}
          file={file}
          onFile={(chosen) => void choose(chosen)}
        />
      </div>
      {children}
    </Card>
  );
}

/** What each line of the file would do; what follows, only when none is refused. */
export function CsvPreview<Line extends { readonly line: number; readonly does: string }>({
  title,
  counts,
  columns,
  lines,
  cells,
  children,
}: {
  readonly title: string;
  readonly counts: string;
  readonly columns: readonly string[];
  readonly lines: readonly Line[];
  cells(line: Line): readonly ReactNode[];
  readonly children: ReactNode;
}) {
  const texts = useTexts({ zh, en });
  const refused = lines.filter(({ does }) => does === 'refused');
  const shown = [...refused, ...lines.filter(({ does }) => does !== 'refused')].slice(0, MAX_SHOWN);
  return (
    <>
      <h3>{title}</h3>
      <p role="status">{counts}</p>
      {lines.length > MAX_SHOWN && <p>{texts.shown(MAX_SHOWN)}</p>}
      <DataTable
        label={title}
        columns={columns}
        rows={shown.map((each) => ({
          id: String(each.line),
          tone: each.does === 'refused' ? ('bad' as const) : undefined,
          cells: cells(each),
        }))}
      />
      {refused.length > 0 ? <p>{texts.fixFirst}</p> : children}
    </>
  );
}
