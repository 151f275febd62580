import { useTexts } from '../app/language.tsx';
import type { Kept } from '../kept/use-kept.ts';
import { en, zh } from '../locales/kept.ts';
import { Button } from './button.tsx';
import { Actions, Card } from './layout.tsx';

/** Says that a form was found as it had been left, and lets it be emptied. */
export function Restored({ form }: { readonly form: Pick<Kept<object>, 'restored' | 'forget'> }) {
  const texts = useTexts({ zh, en });
  if (!form.restored) return null;
  return (
    <Card tone="wash">
      <p role="status">{texts.restored}</p>
      <Actions>
        <Button look="plain" onPress={() => void form.forget()}>
          {texts.forget}
        </Button>
      </Actions>
    </Card>
  );
}
