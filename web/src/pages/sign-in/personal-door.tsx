import { useTexts } from '../../app/language.tsx';
import { Card } from '../../components/layout.tsx';
import { PasskeyButton } from '../../sign-in/passkey-button.tsx';
import { en } from './en.ts';
import { zh } from './zh.ts';

/** Parties and lawyers. What comes by phone and code stands before the passkey. */
export function PersonalDoor() {
  const texts = useTexts({ zh, en });
  return (
    <Card>
      <h2>{texts.keyTitle}</h2>
      <p>{texts.keyLead}</p>
      <PasskeyButton label={texts.keyButton} />
    </Card>
  );
}
