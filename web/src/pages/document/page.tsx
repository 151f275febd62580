import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { DocumentView, ServiceView } from '../../api-client/views.ts';
import { formatBytes, grouped, useTime } from '../../app/format.ts';
import { useTexts } from '../../app/language.tsx';
import { documentStanding } from '../../app/standing.ts';
import { ButtonLink } from '../../components/button.tsx';
import { ChainBadge } from '../../components/chain-badge.tsx';
import { DiffersNotice } from '../../components/differs-notice.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Facts, Page as Layout, Loading } from '../../components/layout.tsx';
import { PdfView } from '../../components/pdf-view.tsx';
import { ServeForm } from '../../components/serve-form.tsx';
import { Timeline } from '../../components/timeline.tsx';
import * as keys from '../../locales/shortcuts.ts';
import { useShortcuts } from '../../shortcuts/shortcuts.ts';
import { en } from './en.ts';
import styles from './page.module.css';
import { zh } from './zh.ts';

export function Page() {
  const texts = useTexts({ zh, en });
  const { documentId = '' } = useParams();
  const document = useQuery({
    queryKey: ['document', documentId],
    refetchInterval: 2_000,
    queryFn: () =>
      body(api.GET('/api/v1/documents/{id}', { params: { path: { id: documentId } } })),
  });
  if (document.data === undefined) {
    return (
      <Layout title={texts.content} wide>
        <ErrorSummary error={document.error} />
        {document.isPending && <Loading text={texts.loading} />}
      </Layout>
    );
  }
  return <Document document={document.data} />;
}

function Document({ document }: { readonly document: DocumentView }) {
  const texts = useTexts({ zh, en });
  const { back } = useTexts(keys);
  const navigate = useNavigate();
  useShortcuts([
    { key: 'b', does: back, run: () => void navigate(`/desk/cases/${document.caseId}`) },
  ]);
  const standing = documentStanding(document);
  return (
    <Layout title={document.title} wide>
      <div className={styles.split}>
        <div className={styles.column}>
          {document.state === 'draft' && (
            <Card tone="warn">
              <p>{texts.draft}</p>
              <Actions>
                <ButtonLink to={`/desk/cases/${document.caseId}/issue?document=${document.id}`}>
                  {texts.goOn}
                </ButtonLink>
              </Actions>
            </Card>
          )}
          <DiffersNotice states={standing === undefined ? [] : [standing]} staff />
          <About document={document} />
          {document.state === 'issued' && <Services document={document} />}
          <Actions>
            <ButtonLink to={`/desk/cases/${document.caseId}`} look="plain">
              {texts.back}
            </ButtonLink>
          </Actions>
        </div>
        <div className={styles.column}>
          <h2>{texts.content}</h2>
          <PdfView url={`/api/v1/documents/${document.id}/file`} title={document.title} />
        </div>
      </div>
    </Layout>
  );
}

function About({ document }: { readonly document: DocumentView }) {
  const texts = useTexts({ zh, en });
  const time = useTime();
  return (
    <Card>
      <Facts
        items={[
          { label: texts.number, value: document.number },
          document.code !== undefined && { label: texts.code, value: document.code },
          { label: texts.caseNumber, value: document.caseNumber },
          document.issuedBy !== undefined && { label: texts.issuedBy, value: document.issuedBy },
          document.issuedAt !== undefined && {
            label: texts.issuedAt,
            value: time(document.issuedAt),
          },
          { label: texts.pages, value: `${document.pages} · ${formatBytes(document.size)}` },
          document.chain !== undefined && {
            label: texts.chain,
            value: <ChainBadge chain={document.chain} />,
          },
          { label: texts.sha256, value: grouped(document.sha256), mono: true },
          { label: texts.sm3, value: grouped(document.sm3), mono: true },
          document.chain !== undefined && {
            label: texts.record,
            value: grouped(document.chain.recordId),
            mono: true,
          },
        ]}
      />
      <Actions>
        <ButtonLink to={`/api/v1/documents/${document.id}/file`} look="secondary" download>
          {texts.file}
        </ButtonLink>
        {document.chain?.state === 'proven' && (
          <ButtonLink
            to={`/api/v1/records/${document.chain.recordId}/proof?form=full`}
            look="secondary"
            download
          >
            {texts.proof}
          </ButtonLink>
        )}
      </Actions>
    </Card>
  );
}

function Services({ document }: { readonly document: DocumentView }) {
  const texts = useTexts({ zh, en });
  const found = useQuery({
    queryKey: ['case', document.caseId],
    queryFn: () =>
      body(api.GET('/api/v1/cases/{id}', { params: { path: { id: document.caseId } } })),
  });
  const served = new Set(document.services.map((service) => service.recipient.id));
  const others = found.data?.parties.some((party) => !served.has(party.id)) ?? false;
  return (
    <>
      <h2>{texts.services}</h2>
      {document.services.length === 0 && <p>{texts.noServices}</p>}
      {document.services.map((service) => (
        <ServiceCard key={service.id} service={service} />
      ))}
      {document.state === 'issued' && others && (
        <Card tone="wash">
          <ServeForm
            document={document}
            parties={found.data?.parties ?? []}
            onServed={() => undefined}
          />
        </Card>
      )}
    </>
  );
}

function ServiceCard({ service }: { readonly service: ServiceView }) {
  const texts = useTexts({ zh, en });
  const last = service.receipts.findLast((receipt) => receipt.chain.state === 'proven');
  return (
    <Card>
      <h3>{service.recipient.name}</h3>
      <Timeline service={service} />
      {last !== undefined && (
        <Actions>
          <ButtonLink to={`/api/v1/receipts/${last.chain.recordId}.pdf`} look="secondary" download>
            {texts.receipt}
          </ButtonLink>
          <ButtonLink
            to={`/api/v1/records/${last.chain.recordId}/proof?form=full`}
            look="plain"
            download
          >
            {texts.receiptProof}
          </ButtonLink>
        </Actions>
      )}
    </Card>
  );
}
