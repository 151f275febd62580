import type { Proofing } from '../../api-client/views.ts';
import { helpingPass } from '../../app/helping.ts';
import { useTexts } from '../../app/language.tsx';
import { Actions, Card } from '../../components/layout.tsx';
import { ProviderButton } from '../../sign-in/provider.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** The short way, for who has an account with the unified identity platform; only he himself can take it. */
export function UnifiedWay({ proofing }: { readonly proofing: Proofing }) {
  const texts = useTexts({ zh, en });
  if (!proofing.byUnified || helpingPass() !== undefined) return null;
  return (
    <Card tone="wash">
      <h2>{texts.unifiedTitle}</h2>
      <p>{texts.unifiedText}</p>
      <Actions>
        <ProviderButton to="unifiedProofing" label={texts.unifiedStart} />
      </Actions>
    </Card>
  );
}
