import type { NetworkView } from '../../api-client/views.ts';
import { grouped, useTime } from '../../app/format.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { useNetwork } from '../../app/queries.ts';
import { ButtonLink } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Card, Facts, Page as Layout, Loading } from '../../components/layout.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

export function Page() {
  const texts = useTexts({ zh, en });
  const network = useNetwork();
  return (
    <Layout title={texts.title} lead={texts.lead}>
      <ErrorSummary error={network.error} />
      {network.isPending && <Loading text={texts.loading} />}
      {network.data && (
        <>
          <Ledger network={network.data} />
          <Members network={network.data} />
          <Trust network={network.data} />
        </>
      )}
    </Layout>
  );
}

function Ledger({ network }: { readonly network: NetworkView }) {
  const texts = useTexts({ zh, en });
  return (
    <Card>
      <Facts
        items={[
          { label: texts.network, value: grouped(network.network), mono: true },
          { label: texts.channel, value: network.channel },
          { label: texts.height, value: String(network.height) },
          { label: texts.size, value: String(network.logSize) },
          { label: texts.proven, value: String(network.provenSize) },
          { label: texts.custody, value: wordFor(texts, network.custody) },
          network.checkpoint !== undefined && {
            label: texts.root,
            value: grouped(network.checkpoint.root),
            mono: true,
          },
        ]}
      />
    </Card>
  );
}

function Members({ network }: { readonly network: NetworkView }) {
  const texts = useTexts({ zh, en });
  const time = useTime();
  const signedAt = (member: string) =>
    network.checkpoint?.cosigners.find((cosigner) => cosigner.member === member)?.time;
  return (
    <Card>
      <h2>{texts.members}</h2>
      {network.members.map((member) => (
        <section key={member.id}>
          <h3>{member.name}</h3>
          <Facts
            items={[
              {
                label: texts.courts,
                value:
                  member.courts.map((court) => `${court.name}（${court.code}）`).join('、') || '—',
              },
              { label: texts.signed, value: time(signedAt(member.id)) || texts.notSigned },
            ]}
          />
        </section>
      ))}
    </Card>
  );
}

function Trust({ network }: { readonly network: NetworkView }) {
  const texts = useTexts({ zh, en });
  return (
    <Card tone="wash">
      <h2>{texts.trustTitle}</h2>
      <p>{texts.trustText}</p>
      <Facts
        items={[
          { label: texts.fingerprint, value: grouped(network.fingerprint), mono: true },
          { label: texts.edition, value: String(network.edition) },
        ]}
      />
      <Actions>
        <ButtonLink to="/api/v1/public/trust" download>
          {texts.download}
        </ButtonLink>
      </Actions>
    </Card>
  );
}
