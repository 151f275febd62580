import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api, body } from '../../api-client/client.ts';
import type { StaffFile } from '../../api-client/views.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { CsvFile, CsvPreview, csvAddress, useCsvFile } from '../../components/csv-file.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { useKept } from '../../kept/use-kept.ts';
import * as roleWords from '../../locales/roles.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

const MAX_BYTES = 250 * 1024;
const HEADING = '姓名,账号,手机号,角色,任期至';

/** Many colleagues at once, shown before they are taken. */
export function PeopleFile({ court }: { readonly court: string }) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const kept = useKept(`people-file/${court}`, { reason: '' });
  const reason = kept.fields.reason.trim();
  const params = { params: { path: { court } } };
  const csv = useCsvFile({
    most: MAX_BYTES,
    look: (text) =>
      body(
        api.POST('/api/v1/courts/{court}/staff-files/preview', { ...params, body: { csv: text } }),
      ),
    take: (text) =>
      body(
        api.POST('/api/v1/courts/{court}/staff-files', { ...params, body: { csv: text, reason } }),
      ),
    taken: async () => {
      await kept.forget();
      await client.invalidateQueries({ queryKey: ['staff'] });
    },
  });
  const invited = csv.apply.data?.invited;
  return (
    <CsvFile
      id="people-file"
      csv={csv}
      title={texts.tabFile}
      lead={texts.fileLead}
      hint={texts.fileHint}
      template={['people.csv', HEADING]}
    >
      {csv.preview.data && (
        <Preview file={csv.preview.data}>
          <TextInput
            id="file-reason"
            label={texts.reason}
            value={kept.fields.reason}
            onChange={(next) => kept.change({ reason: next })}
            maxLength={200}
          />
          <Actions>
            <Button
              isDisabled={csv.apply.isPending || reason === ''}
              onPress={() => csv.apply.mutate()}
            >
              {texts.apply}
            </Button>
          </Actions>
        </Preview>
      )}
      {invited !== undefined && <Taken invited={invited} />}
    </CsvFile>
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
  return (
    <CsvPreview
      title={texts.preview}
      counts={texts.counts(counts.invite, counts.give, counts.nothing, counts.refused)}
      columns={[texts.name, texts.account, texts.roles, texts.line, texts.effect, texts.faults]}
      lines={lines}
      cells={(each) => [
        each.name,
        each.account,
        each.roles.map((role) => wordFor(roles, role)).join('、') || '—',
        each.line,
        effects[each.does],
        each.faults.map((fault) => wordFor(texts, fault)).join('；') || '—',
      ]}
    >
      {children}
    </CsvPreview>
  );
}

function Taken({ invited }: { readonly invited: NonNullable<StaffFile['invited']> }) {
  const texts = useTexts({ zh, en });
  const heading = `${texts.name},${texts.account},${texts.invitation}`;
  const lines = invited.map(({ name, account, invitation }) =>
    [name, account, invitation === undefined ? '' : `${location.origin}${invitation.path}`].join(
      ',',
    ),
  );
  return (
    <Card tone="good">
      <p role="status">{texts.applied(invited.length)}</p>
      {invited.length > 0 && (
        <p>
          <a href={csvAddress([heading, ...lines])} download="invitations.csv">
            {texts.download}
          </a>
        </p>
      )}
    </Card>
  );
}
