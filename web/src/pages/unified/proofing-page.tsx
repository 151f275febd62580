import { api, body } from '../../api-client/client.ts';
import type { Proofing } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { useStep } from '../../app/proofing.ts';
import { ButtonLink } from '../../components/button.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { en } from './en.ts';
import { Returned, useReturned } from './returned.tsx';
import { zh } from './zh.ts';

/** Where the platform sends the browser back to in the midst of a proofing. */
export function Page() {
  const texts = useTexts({ zh, en });
  const prove = useStep(
    (query: string): Promise<Proofing> =>
      body(api.POST('/api/v1/unified/proofing', { body: { query } })),
  );
  useReturned(prove.mutate);
  return (
    <Returned title={texts.proofingTitle} work={prove}>
      {prove.isSuccess && (
        <Card tone="good">
          <p role="status">{texts.proofed}</p>
        </Card>
      )}
      <Actions>
        <ButtonLink to="/proofing" look={prove.isSuccess ? 'primary' : 'secondary'}>
          {prove.isSuccess ? texts.goOn : texts.backToProofing}
        </ButtonLink>
      </Actions>
    </Returned>
  );
}
