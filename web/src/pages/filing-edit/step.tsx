import type { FilingView } from '../../api-client/views.ts';
import { useTexts } from '../../app/language.tsx';
import { ButtonLink } from '../../components/button.tsx';
import { Actions } from '../../components/layout.tsx';
import type { useDraft } from '../../filing/use-draft.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** What every step gets. */
export interface StepProps {
  readonly filing: FilingView;
  readonly written: ReturnType<typeof useDraft>;
  readonly next: string | undefined;
  readonly back: string | undefined;
}

/** On and back between steps: links, for going there does nothing else. */
export function Ways({
  next,
  back,
  label,
}: Pick<StepProps, 'next' | 'back'> & { readonly label?: string }) {
  const texts = useTexts({ zh, en });
  return (
    <Actions>
      {next !== undefined && <ButtonLink to={next}>{label ?? texts.next}</ButtonLink>}
      {back !== undefined && (
        <ButtonLink to={back} look="secondary">
          {texts.back}
        </ButtonLink>
      )}
    </Actions>
  );
}
