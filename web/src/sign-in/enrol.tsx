import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '../api-client/client.ts';
import type { Enrolled } from '../api-client/views.ts';
import { useTexts } from '../app/language.tsx';
import { Button } from '../components/button.tsx';
import { ErrorSummary } from '../components/error-summary.tsx';
import { Actions, Card } from '../components/layout.tsx';
import { en, zh } from '../locales/enrol.ts';
import { makePasskey } from './passkey.ts';
import { PasskeyForm } from './passkey-form.tsx';
import { TotpForm } from './totp-form.tsx';

/** The second factor of a first sign-in: an app or a passkey. */
export function Enrol({
  enrolment,
  onDone,
}: {
  readonly enrolment: string;
  onDone(enrolled: Enrolled): void;
}) {
  const texts = useTexts({ zh, en });
  const [withPasskey, setWithPasskey] = useState(false);
  const offer = useMutation({
    mutationFn: () => body(api.POST('/api/v1/enrolment/totp-offer', { body: { enrolment } })),
  });
  const confirm = async (code: string) => {
    const ceremony = offer.data?.ceremony ?? '';
    const given = { enrolment, ceremony, code };
    onDone(await body(api.POST('/api/v1/enrolment/totp', { body: given })));
  };
  const make = async (name: string) => {
    const asked = await body(api.POST('/api/v1/enrolment/passkey-offer', { body: { enrolment } }));
    const { ceremony, options } = asked;
    const given = { enrolment, ceremony, name, response: await makePasskey(options) };
    onDone(await body(api.POST('/api/v1/enrolment/passkey', { body: given })));
  };
  return (
    <Card>
      <h2>{texts.enrolTitle}</h2>
      <p>{texts.enrolLead}</p>
      <ErrorSummary error={offer.error} />
      {offer.data !== undefined && !withPasskey && <TotpForm offer={offer.data} onCode={confirm} />}
      {withPasskey && <PasskeyForm onMake={make} />}
      <Actions>
        {(offer.data === undefined || withPasskey) && (
          <Button
            look={withPasskey ? 'secondary' : 'primary'}
            isDisabled={offer.isPending}
            onPress={() => {
              setWithPasskey(false);
              if (offer.data === undefined) offer.mutate();
            }}
          >
            {texts.useApp}
          </Button>
        )}
        {!withPasskey && (
          <Button look="secondary" onPress={() => setWithPasskey(true)}>
            {texts.usePasskey}
          </Button>
        )}
      </Actions>
    </Card>
  );
}
