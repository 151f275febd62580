import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import type { StaffFile } from '../../api-client/views.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { FileDrop } from '../../components/file-drop.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { TextInput } from '../../components/text-input.tsx';
import * as roleWords from '../../locales/roles.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

const MAX_BYTES = 250 * 1024;
/** Begins with a byte order mark, without which spreadsheets take Chinese for something else. */
const MARK = '\uFEFF';
const TEMPLATE = `${MARK}姓名,账号,手机号,角色,任期至\r\n`;

function asFile(text: string): string {
  return `data:text/csv;charset=utf-8,${encodeURIComponent(text)}`;
}

/** Many colleagues at once, shown before they are taken. */
export function PeopleFile({ court }: { readonly court: string }) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const [file, setFile] = useState<File>();
  const [csv, setCsv] = useState('');
  const [reason, setReason] = useState('');
  const [tooLarge, setTooLarge] = useState(false);
  const params = { params: { path: { court } } };
  const preview = useMutation({
    mutationFn: (text: string) =>
      body(
        api.POST('/api/v1/courts/{court}/staff-files/preview', { ...params, body: { csv: text } }),
      ),
  });
  const apply = useMutation({
    mutationFn: () =>
      body(
        api.POST('/api/v1/courts/{court}/staff-files', {
          ...params,
          body: { csv, reason: reason.trim() },
        }),
      ),
    onSuccess: () => {
      preview.reset();
      return client.invalidateQueries({ queryKey: ['staff'] });
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
      <h2>{texts.tabFile}</h2>
      <p>{texts.fileLead}</p>
      <p>
        <a href={asFile(TEMPLATE)} download="people.csv">
          {texts.template}
        </a>
      </p>
      <ErrorSummary
        error={preview.error ?? apply.error}
        fields={tooLarge ? [{ field: 'people-file', message: texts.tooLarge }] : []}
      />
      <div id="people-file" tabIndex={-1}>
        <FileDrop
          label={texts.file}
          hint={texts.fileHint}
          choose={texts.chooseFile}
          accept={['.csv', 'text/csv']}
          file={file}
          onFile={(chosen) => void take(chosen)}
        />
      </div>
      {preview.data && (
        <Preview file={preview.data}>
          <TextInput
            id="file-reason"
            label={texts.reason}
            value={reason}
            onChange={setReason}
            maxLength={200}
          />
          <Actions>
            <Button
              isDisabled={apply.isPending || reason.trim() === ''}
              onPress={() => apply.mutate()}
            >
              {texts.apply}
            </Button>
          </Actions>
        </Preview>
      )}
      {apply.data?.invited !== undefined && <Taken invited={apply.data.invited} />}
    </Card>
  );
}

function Preview({
  file: { lines, counts },
  children,
}: {
  readonly file: StaffFile;
  readonly children: ReactNode;
}) {
  const texts = useTexts({ zh, en });
  const roles = useTexts(roleWords);
  const effects = {
    invite: texts.invite,
    give: texts.giveRoles,
    nothing: texts.nothing,
    refused: texts.refused,
  };
  const shown = [
    ...lines.filter(({ does }) => does === 'refused'),
    ...lines.filter(({ does }) => does !== 'refused'),
  ];
  return (
    <>
      <h3>{texts.preview}</h3>
      <p role="status">
        {texts.counts(counts.invite, counts.give, counts.nothing, counts.refused)}
      </p>
      <DataTable
        label={texts.preview}
        columns={[texts.name, texts.account, texts.roles, texts.line, texts.effect, texts.faults]}
        rows={shown.map((each) => ({
          id: String(each.line),
          tone: each.does === 'refused' ? ('bad' as const) : undefined,
          cells: [
            each.name,
            each.account,
            each.roles.map((role) => wordFor(roles, role)).join('、') || '—',
            each.line,
            effects[each.does],
            each.faults.map((fault) => wordFor(texts, fault)).join('；') || '—',
          ],
        }))}
      />
      {counts.refused > 0 ? <p>{texts.fixFirst}</p> : children}
    </>
  );
}

function Taken({ invited }: { readonly invited: NonNullable<StaffFile['invited']> }) {
  const texts = useTexts({ zh, en });
  const lines = invited.map(({ name, account, invitation }) =>
    [name, account, invitation === undefined ? '' : `${location.origin}${invitation.path}`].join(
      ',',
    ),
  );
  const text = `${MARK}${[`${texts.name},${texts.account},${texts.invitation}`, ...lines].join('\r\n')}\r\n`;
  return (
    <Card tone="good">
      <p role="status">{texts.applied(invited.length)}</p>
      {invited.length > 0 && (
        <p>
          <a href={asFile(text)} download="invitations.csv">
            {texts.download}
          </a>
        </p>
      )}
    </Card>
  );
}
