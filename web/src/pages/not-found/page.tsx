import { useRouteError } from 'react-router';
import { useTexts } from '../../app/language.tsx';
import { Button, ButtonLink } from '../../components/button.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Page } from '../../components/layout.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

export function NotFoundPage() {
  const texts = useTexts({ zh, en });
  return (
    <Page title={texts.title} lead={texts.text}>
      <Actions>
        <ButtonLink to="/">{texts.home}</ButtonLink>
      </Actions>
    </Page>
  );
}

export function FaultPage() {
  const texts = useTexts({ zh, en });
  const error = useRouteError();
  return (
    <Page title={texts.fault} lead={texts.faultText}>
      <ErrorSummary error={error} />
      <Actions>
        <Button onPress={() => location.reload()}>{texts.reload}</Button>
      </Actions>
    </Page>
  );
}
