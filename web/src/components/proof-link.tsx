import type { ChainState } from '../api-client/views.ts';
import { useTexts } from '../app/language.tsx';
import { en, zh } from '../locales/chain.ts';

/** The proof of an act, once there is one; `what` names the act to whoever only hears the link. */
export function ProofLink({
  chain,
  what,
}: {
  readonly chain: ChainState | undefined;
  readonly what: string;
}) {
  const texts = useTexts({ zh, en });
  if (chain?.state !== 'proven') return null;
  return (
    <a
      href={`/api/v1/records/${chain.recordId}/proof?form=full`}
      download
      aria-label={texts.proofOf(what)}
    >
      {texts.proof}
    </a>
  );
}
