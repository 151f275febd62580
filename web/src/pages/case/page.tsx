import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useNavigate, useParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { CaseView } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { servesDocuments, useMe } from '../../app/queries.ts';
import { documentStanding } from '../../app/standing.ts';
import { ButtonLink } from '../../components/button.tsx';
import { ChainBadge } from '../../components/chain-badge.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { LawyerBadge } from '../../components/lawyer-badge.tsx';
import { Actions, Empty, Facts, Page as Layout, Loading } from '../../components/layout.tsx';
import * as words from '../../locales/service.ts';
import * as keys from '../../locales/shortcuts.ts';
import { useShortcuts } from '../../shortcuts/shortcuts.ts';
import { useRowShortcuts } from '../../shortcuts/staff.tsx';
import { Access } from './access.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

export function Page() {
  const texts = useTexts({ zh, en });
  const { caseId = '' } = useParams();
  const found = useQuery({
    queryKey: ['case', caseId],
    refetchInterval: 5_000,
    queryFn: () => body(api.GET('/api/v1/cases/{id}', { params: { path: { id: caseId } } })),
  });
  if (found.data === undefined) {
    return (
      <Layout title={texts.documents} wide>
        <ErrorSummary error={found.error} />
        {found.isPending && <Loading text={texts.loading} />}
      </Layout>
    );
  }
  return <Case found={found.data} />;
}

/** The list as it was left, with its filter and page. */
function useList(): string {
  const state = useLocation().state as { readonly list?: unknown } | null;
  return typeof state?.list === 'string' ? `/desk${state.list}` : '/desk';
}

function Case({ found }: { readonly found: CaseView }) {
  const texts = useTexts({ zh, en });
  const list = useList();
  const { data: me } = useMe();
  useCaseShortcuts(found.id, list);
  const drafts = found.documents.filter(({ state }) => state === 'draft').length;
  return (
    <Layout title={found.caseNumber} wide>
      <Facts
        items={[
          { label: texts.cause, value: found.title },
          { label: texts.court, value: found.court.name },
          {
            label: texts.parties,
            value: <Parties parties={found.parties} />,
          },
        ]}
      />
      <Actions>
        {drafts > 1 && (
          <ButtonLink to={`/desk/cases/${found.id}/issue-many`}>
            {texts.issueMany(drafts)}
          </ButtonLink>
        )}
        <ButtonLink
          to={`/desk/cases/${found.id}/issue`}
          look={drafts > 1 ? 'secondary' : 'primary'}
        >
          {texts.issue}
        </ButtonLink>
        <ButtonLink to={`/deadlines?case=${found.id}`} look="secondary">
          {texts.deadlines}
        </ButtonLink>
        {servesDocuments(me) && (
          <ButtonLink to={`/desk/cases/${found.id}/deadlines/new`} look="secondary">
            {texts.startDeadline}
          </ButtonLink>
        )}
        <ButtonLink to={`/integrity?case=${found.id}`} look="secondary">
          {texts.check}
        </ButtonLink>
        <ButtonLink to={list} look="plain">
          {texts.back}
        </ButtonLink>
      </Actions>
      {servesDocuments(me) && <Access caseId={found.id} />}
      <h2>{texts.documents}</h2>
      {found.documents.length === 0 ? (
        <Empty title={texts.none}>
          <p>{texts.noneText}</p>
        </Empty>
      ) : (
        <Documents documents={found.documents} />
      )}
    </Layout>
  );
}

function Parties({ parties }: Pick<CaseView, 'parties'>) {
  if (parties.every(({ lawyer }) => lawyer === undefined))
    return parties.map((party) => `${party.name}（${party.side}）`).join('、');
  return parties.map(({ id, name, side, lawyer }) => (
    <div key={id}>
      {name}（{side}） {lawyer !== undefined && <LawyerBadge lawyer={lawyer} />}
    </div>
  ));
}

function useCaseShortcuts(caseId: string, list: string): void {
  const texts = useTexts({ zh, en });
  const { back } = useTexts(keys);
  const navigate = useNavigate();
  useRowShortcuts();
  useShortcuts([
    { key: 'i', does: texts.issue, run: () => void navigate(`/desk/cases/${caseId}/issue`) },
    { key: 'b', does: back, run: () => void navigate(list) },
  ]);
}

function Documents({ documents }: { readonly documents: CaseView['documents'] }) {
  const texts = useTexts({ zh, en });
  const state = useTexts(words);
  return (
    <DataTable
      label={texts.documents}
      columns={[texts.title, texts.number, texts.state, texts.chain, texts.served]}
      rows={documents.map((document) => ({
        id: document.id,
        cells: [
          <span key="title">
            <Link to={`/desk/documents/${document.id}`}>{document.title}</Link>
            {document.addressee && texts.writtenTo(document.addressee.name)}
          </span>,
          document.number,
          document.state === 'draft' ? (
            <span key="state">
              {texts.draft}{' '}
              <Link to={`/desk/cases/${document.caseId}/issue?document=${document.id}`}>
                {texts.goOn}
              </Link>
            </span>
          ) : (
            texts[document.state]
          ),
          <ChainBadge key="chain" chain={documentStanding(document)} />,
          document.state === 'issued' &&
            (document.services
              .map((service) => `${service.recipient.name}：${state[service.state]}`)
              .join('；') ||
              texts.notServed),
        ],
      }))}
    />
  );
}
