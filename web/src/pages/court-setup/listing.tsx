import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import type { CourtListing } from '../../api-client/views.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { FileDrop } from '../../components/file-drop.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

const MAX_BYTES = 2 * 1024 * 1024 - 1024;
const MAX_SHOWN = 100;
const HEADING = '法院代字,名称,简称,上级法院代字,省,市,县,地址,拼音,来源';
/** Begins with a byte order mark, without which spreadsheets take Chinese for something else. */
const TEMPLATE = `data:text/csv;charset=utf-8,${encodeURIComponent(`\uFEFF${HEADING}\r\n`)}`;

export function Listing() {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const [file, setFile] = useState<File>();
  const [csv, setCsv] = useState('');
  const [tooLarge, setTooLarge] = useState(false);
  const preview = useMutation({
    mutationFn: (text: string) =>
      body(api.POST('/api/v1/court-listings/preview', { body: { csv: text } })),
  });
  const apply = useMutation({
    mutationFn: () => body(api.POST('/api/v1/court-listings', { body: { csv } })),
    onSuccess: () => {
      preview.reset();
      return client.invalidateQueries({ queryKey: ['courts'] });
    },
  });
  const take = async (chosen: File) => {
    setFile(chosen);
    preview.reset();
    apply.reset();
    setTooLarge(chosen.size > MAX_BYTES);
    if (chosen.size > MAX_BYTES) return;
    const text = await chosen.text();
    setCsv(text);
    preview.mutate(text);
  };
  return (
    <Card>
      <h2>{texts.listing}</h2>
      <p>{texts.listingLead}</p>
      <p>
        <a href={TEMPLATE} download="courts.csv">
          {texts.template}
        </a>
      </p>
      <ErrorSummary
        error={preview.error ?? apply.error}
        fields={tooLarge ? [{ field: 'listing', message: texts.tooLarge }] : []}
      />
      <div id="listing" tabIndex={-1}>
        <FileDrop
          label={texts.file}
          hint={texts.fileHint}
          choose={texts.choose}
          accept={['.csv', 'text/csv']}
          file={file}
          onFile={(chosen) => void take(chosen)}
        />
      </div>
      {preview.data && (
        <Preview listing={preview.data} busy={apply.isPending} onApply={() => apply.mutate()} />
      )}
      <p role="status">{apply.isSuccess && texts.applied}</p>
    </Card>
  );
}

function Preview({
  listing: { lines, counts },
  busy,
  onApply,
}: {
  readonly listing: CourtListing;
  readonly busy: boolean;
  onApply(): void;
}) {
  const texts = useTexts({ zh, en });
  const refused = lines.filter(({ does }) => does === 'refused');
  const shown = [...refused, ...lines.filter(({ does }) => does !== 'refused')].slice(0, MAX_SHOWN);
  return (
    <>
      <h3>{texts.preview}</h3>
      <p role="status">{texts.counts(counts.add, counts.change, counts.nothing, counts.refused)}</p>
      {lines.length > MAX_SHOWN && <p>{texts.shown(MAX_SHOWN)}</p>}
      <DataTable
        label={texts.preview}
        columns={[texts.name, texts.line, texts.effect, texts.faults]}
        rows={shown.map(({ line, code, name, does, faults }) => ({
          id: String(line),
          tone: does === 'refused' ? ('bad' as const) : undefined,
          cells: [
            `${name}（${code}）`,
            line,
            wordFor(texts, does),
            faults.map((fault) => wordFor(texts, fault)).join('；') || '—',
          ],
        }))}
      />
      {counts.refused > 0 ? (
        <p>{texts.fixFirst}</p>
      ) : (
        <Actions>
          <Button isDisabled={busy} onPress={onApply}>
            {texts.apply}
          </Button>
        </Actions>
      )}
    </>
  );
}
