import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { CaseAccess } from '../../api-client/views.ts';
import { useTime } from '../../app/format.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { FormCard, useForm } from '../../components/form.tsx';
import { Card } from '../../components/layout.tsx';
import { TextArea } from '../../components/text-area.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

const MAX_WORDS = 1000;

/** Who of the parties has come to the case on line, and a new code for who lost his. */
export function Access({ caseId }: { readonly caseId: string }) {
  const texts = useTexts({ zh, en });
  const [asked, setAsked] = useState<string>();
  const found = useQuery({
    queryKey: ['case-access', caseId],
    refetchInterval: ({ state }) => (state.data?.notices?.state === 'making' ? 2_000 : false),
    queryFn: () => body(api.GET('/api/v1/cases/{id}/access', { params: { path: { id: caseId } } })),
  });
  if (found.data === undefined) return <ErrorSummary error={found.error} />;
  const party = found.data.parties.find(({ id }) => id === asked);
  return (
    <>
      <Notices notices={found.data.notices} />
      {/* A case that was opened by hand has accounts for all its parties. */}
      {found.data.notices !== undefined && (
        <>
          <h2>{texts.access}</h2>
          <Parties parties={found.data.parties} onAsk={setAsked} />
        </>
      )}
      {party && <NewCode key={party.id} {...{ caseId, party }} onEnd={() => setAsked(undefined)} />}
    </>
  );
}

function Notices({ notices }: Pick<CaseAccess, 'notices'>) {
  const texts = useTexts({ zh, en });
  if (notices === undefined) return null;
  const { state, fault, copyFault } = notices;
  return (
    <>
      {state === 'making' && fault === undefined && <p role="status">{texts.making}</p>}
      {state === 'making' && fault !== undefined && (
        <Card tone="bad">
          <p>{texts.notMade(wordFor(texts, fault))}</p>
        </Card>
      )}
      {copyFault !== undefined && (
        <Card tone="warn">
          <p>{texts.noCopy}</p>
        </Card>
      )}
    </>
  );
}

function Parties({
  parties,
  onAsk,
}: Pick<CaseAccess, 'parties'> & {
  onAsk(party: string): void;
}) {
  const texts = useTexts({ zh, en });
  const time = useTime();
  return (
    <DataTable
      label={texts.access}
      columns={[texts.party, texts.linked, texts.code]}
      rows={parties.map(({ id, name, side, linked, linkedAt, code }) => ({
        id,
        cells: [
          `${name}（${side}）`,
          linked ? `✓ ${linkedAt ? texts.linkedAt(time(linkedAt)) : texts.yes}` : texts.no,
          linked ? (
            '—'
          ) : (
            <span key="code">
              {code ? texts.madeAt(time(code.madeAt)) : texts.noCode}{' '}
              <Button look="plain" onPress={() => onAsk(id)}>
                {texts.newCodeFor(name)}
              </Button>
            </span>
          ),
        ],
      }))}
    />
  );
}

function NewCode({
  caseId,
  party,
  onEnd,
}: {
  readonly caseId: string;
  readonly party: CaseAccess['parties'][number];
  onEnd(): void;
}) {
  const texts = useTexts({ zh, en });
  const form = useNewCode(caseId, party.id);
  return (
    <FormCard
      form={form}
      title={<h3>{texts.newCodeFor(party.name)}</h3>}
      lead={<p>{texts.newCodeText}</p>}
      submit={texts.makeCode}
      more={
        <Button look="secondary" onPress={onEnd}>
          {texts.keepCode}
        </Button>
      }
    >
      <TextArea rows={2} label={texts.words} maxLength={MAX_WORDS} {...form.input('words')} />
    </FormCard>
  );
}

/** The notice with the new code is a draft: it is looked at and issued next. */
function useNewCode(id: string, party: string) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const navigate = useNavigate();
  return useForm({
    form: `new-code/${party}`,
    empty: { words: '' },
    faults: ({ words }) => [words.trim() === '' && { field: 'words', message: texts.needWords }],
    send: ({ words }) =>
      body(
        api.POST('/api/v1/cases/{id}/parties/{party}/access-code', {
          params: { path: { id, party } },
          body: { words },
        }),
      ),
    sent: async (document) => {
      await client.invalidateQueries();
      await navigate(`/desk/cases/${id}/issue?document=${document.id}`);
    },
  });
}
