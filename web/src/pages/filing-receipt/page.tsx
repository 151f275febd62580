import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { FilingReceipt } from '../../api-client/views.ts';
import { grouped, useTime } from '../../app/format.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { Button, ButtonLink } from '../../components/button.tsx';
import { ChainBadge } from '../../components/chain-badge.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Facts, Page as Layout, Loading } from '../../components/layout.tsx';
import { QrImage } from '../../components/qr-image.tsx';
import styles from '../../filing/filing.module.css';
import * as words from '../../filing/words.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

type Round = FilingReceipt['rounds'][number];

/** What was handed in and when, by its digests (民诉法 126, 登记立案规定 2). */
export function Page() {
  const texts = useTexts({ zh, en });
  const { id = '' } = useParams();
  const receipt = useQuery({
    queryKey: ['filing-receipt', id],
    queryFn: () => body(api.GET('/api/v1/filings/{id}/receipt', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data?.rounds.some(isOpen) ? 700 : false),
  });
  return (
    <Layout title={texts.title}>
      <ErrorSummary error={receipt.error} />
      {receipt.isPending && <Loading text={texts.loading} />}
      {receipt.data && <Rounds receipt={receipt.data} />}
      <Actions>
        <ButtonLink to={`/filings/${id}`} look="secondary">
          {texts.overview}
        </ButtonLink>
        <ButtonLink to="/filings" look="plain">
          {texts.list}
        </ButtonLink>
      </Actions>
    </Layout>
  );
}

const isOpen = ({ chain }: Round) => chain.state === 'pending' || chain.state === 'recorded';

function Rounds({ receipt }: { readonly receipt: FilingReceipt }) {
  const texts = useTexts({ zh, en });
  const last = receipt.rounds.at(-1);
  const before = receipt.rounds.slice(0, -1).reverse();
  if (last === undefined) return null;
  return (
    <>
      <Standing receipt={receipt} round={last} />
      {last.chain.state === 'proven' && <Downloads round={last} />}
      <Papers round={last} />
      <Card>
        <h2>{texts.qr}</h2>
        <QrImage text={receipt.verifyUrl} label={texts.qr} />
      </Card>
      <Card tone="wash">
        <h2>{texts.next}</h2>
        <p>{texts.nextText}</p>
      </Card>
      {before.length > 0 && <h2>{texts.earlier}</h2>}
      {before.map((round) => (
        <Papers key={round.round} round={round} dated />
      ))}
      <p>{texts.shows}</p>
    </>
  );
}

function Standing({ receipt, round }: { readonly receipt: FilingReceipt; readonly round: Round }) {
  const texts = useTexts({ zh, en });
  const shared = useTexts(words);
  const time = useTime();
  const { state } = round.chain;
  return (
    <Card tone={state === 'failed' ? 'bad' : state === 'proven' ? 'good' : 'plain'}>
      <h2>{texts.done}</h2>
      <p role="status">
        {state === 'proven' ? texts.proven : state === 'failed' ? texts.failed : texts.waiting}
      </p>
      <Facts
        items={[
          { label: texts.time, value: time(round.submittedAt) },
          { label: texts.court, value: receipt.court.name },
          { label: texts.kind, value: wordFor(shared, receipt.kind) },
          { label: texts.cause, value: receipt.cause },
          { label: texts.applicants, value: receipt.applicants.join('、') },
          { label: texts.round, value: shared.round(round.round) },
          { label: texts.chain, value: <ChainBadge chain={round.chain} /> },
          { label: texts.record, value: grouped(round.recordId), mono: true },
          { label: texts.root, value: grouped(round.root), mono: true },
          { label: texts.said, value: grouped(round.said), mono: true },
        ]}
      />
    </Card>
  );
}

function Downloads({ round }: { readonly round: Round }) {
  const texts = useTexts({ zh, en });
  const proof = `/api/v1/records/${round.recordId}/proof`;
  return (
    <Actions>
      <ButtonLink to={`${proof}?form=full`} download>
        {texts.proof}
      </ButtonLink>
      <ButtonLink to={`${proof}?form=compact`} look="secondary" download>
        {texts.compact}
      </ButtonLink>
      <Button look="secondary" onPress={() => print()}>
        {texts.print}
      </Button>
      <ButtonLink to="/verify" look="secondary">
        {texts.verify}
      </ButtonLink>
    </Actions>
  );
}

function Papers({ round, dated = false }: { readonly round: Round; readonly dated?: boolean }) {
  const texts = useTexts({ zh, en });
  const shared = useTexts(words);
  const time = useTime();
  return (
    <Card>
      {dated ? (
        <h3>
          {shared.round(round.round)} · {time(round.submittedAt)}
        </h3>
      ) : (
        <h2>{texts.papers(round.papers.length)}</h2>
      )}
      {dated && <ChainBadge chain={round.chain} />}
      <ol className={styles.text}>
        {round.papers.map((paper) => (
          <li key={paper.id}>
            <strong>{paper.name}</strong>
            <br />
            <span className={styles.digest}>
              {texts.sha256} {paper.sha256}
            </span>
            <br />
            <span className={styles.digest}>
              {texts.sm3} {paper.sm3}
            </span>
            {round.chain.state === 'proven' && (
              <div className="no-print">
                <a
                  href={`/api/v1/records/${round.recordId}/papers/${paper.id}/proof`}
                  download
                  aria-label={texts.proofOf(paper.name)}
                >
                  {texts.paperProof}
                </a>
              </div>
            )}
          </li>
        ))}
      </ol>
    </Card>
  );
}
