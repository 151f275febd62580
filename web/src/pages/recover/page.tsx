import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import type { RecoveryOutcome } from '../../api-client/views.ts';
import { useTime } from '../../app/format.ts';
import { useTexts } from '../../app/language.tsx';
import { Button, ButtonLink } from '../../components/button.tsx';
import { Actions, Card, Page as Layout } from '../../components/layout.tsx';
import { en } from './en.ts';
import { IdentityWay } from './identity-way.tsx';
import { forgetSecret, keptSecret } from './kept.ts';
import { OldPhoneWay, PasskeyWay } from './ways.tsx';
import { zh } from './zh.ts';

const WAYS = ['oldPhone', 'passkey', 'identity', 'window'] as const;
type Way = (typeof WAYS)[number];

/** Another phone for an account: the way that still is open to him, each with what it takes and how long. */
export function Page() {
  const texts = useTexts({ zh, en });
  const [way, setWay] = useState<Way>();
  const [outcome, setOutcome] = useState<RecoveryOutcome>();
  if (outcome !== undefined) return <Outcome outcome={outcome} />;
  return (
    <Layout title={texts.title} lead={way === undefined ? texts.lead : texts[`${way}Lead`]}>
      {way === undefined && <Kept onOutcome={setOutcome} />}
      {way === undefined &&
        WAYS.map((each) => (
          <Card key={each}>
            <h2>{texts[`${each}Way`]}</h2>
            <p>{texts[`${each}Lead`]}</p>
            <Actions>
              <Button look="secondary" onPress={() => setWay(each)}>
                {texts[`${each}Choose`]}
              </Button>
            </Actions>
          </Card>
        ))}
      {way === 'oldPhone' && <OldPhoneWay onOutcome={setOutcome} />}
      {way === 'passkey' && <PasskeyWay onOutcome={setOutcome} />}
      {way === 'identity' && <IdentityWay onOutcome={setOutcome} />}
      {way === 'window' && <Window />}
      {way !== undefined && (
        <p>
          <Button look="plain" onPress={() => setWay(undefined)}>
            {texts.otherWay}
          </Button>
        </p>
      )}
    </Layout>
  );
}

function Window() {
  const texts = useTexts({ zh, en });
  return (
    <Card>
      <h2>{texts.windowTitle}</h2>
      <ol>
        {texts.windowSteps.split('|').map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      <Actions>
        <ButtonLink to="/courts">{texts.findCourt}</ButtonLink>
      </Actions>
    </Card>
  );
}

/** What was handed in on this device before. */
function Kept({ onOutcome }: { onOutcome(outcome: RecoveryOutcome): void }) {
  const texts = useTexts({ zh, en });
  const [token] = useState(keptSecret);
  const status = useQuery({
    queryKey: ['recovery', token],
    enabled: token !== undefined,
    retry: false,
    queryFn: () => body(api.POST('/api/v1/recovery/status', { body: { token: token as string } })),
  });
  if (status.data === undefined) return null;
  const { data } = status;
  return (
    <Card tone="wash">
      <h2>{texts.keptTitle}</h2>
      <p>{texts[data.state]}</p>
      <Actions>
        <Button look="secondary" onPress={() => onOutcome(data)}>
          {texts.keptOpen}
        </Button>
      </Actions>
    </Card>
  );
}

function Outcome({ outcome }: { readonly outcome: RecoveryOutcome }) {
  const texts = useTexts({ zh, en });
  const time = useTime();
  const { state, effectiveAt, words } = outcome;
  const over = state === 'done' || state === 'refused' || state === 'cancelled';
  if (over) forgetSecret();
  return (
    <Layout title={texts[`${state}Title`]}>
      <Card tone={state === 'done' ? 'good' : over ? 'warn' : 'wash'}>
        <p role="status">{texts[state]}</p>
        {effectiveAt !== undefined && state === 'waiting' && (
          <p>
            {texts.from}
            <strong>{time(effectiveAt)}</strong>
          </p>
        )}
        {words !== undefined && <p>{words}</p>}
        {state === 'waiting' && <p>{texts.told}</p>}
      </Card>
      <Actions>
        <ButtonLink to={state === 'done' ? '/signin/phone' : '/'}>
          {state === 'done' ? texts.signIn : texts.home}
        </ButtonLink>
      </Actions>
    </Layout>
  );
}
