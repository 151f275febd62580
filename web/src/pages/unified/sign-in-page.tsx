import { useMutation } from '@tanstack/react-query';
import { api, body } from '../../api-client/client.ts';
import { ApiProblem } from '../../api-client/problem.ts';
import { useTexts } from '../../app/language.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { useArriveFromProvider } from '../../sign-in/provider.tsx';
import { en } from './en.ts';
import { Returned, useReturned } from './returned.tsx';
import { zh } from './zh.ts';

/** Where the platform sends the browser back to from the page of signing in. */
export function Page() {
  const texts = useTexts({ zh, en });
  const arrive = useArriveFromProvider();
  const enter = useMutation({
    mutationFn: (query: string) => body(api.POST('/api/v1/unified/session', { body: { query } })),
    onSuccess: arrive,
  });
  useReturned(enter.mutate);
  const unknown = enter.error instanceof ApiProblem && enter.error.status === 404;
  return (
    <Returned title={texts.signInTitle} work={unknown ? { ...enter, error: null } : enter}>
      {unknown && (
        <Card tone="warn">
          <p role="alert">{texts.unknown}</p>
        </Card>
      )}
      <Actions>
        {unknown && <ButtonLink to="/signin/phone?back=%2Fproofing">{texts.goOn}</ButtonLink>}
        <ButtonLink to="/signin" look="secondary">
          {texts.backToSignIn}
        </ButtonLink>
      </Actions>
    </Returned>
  );
}
