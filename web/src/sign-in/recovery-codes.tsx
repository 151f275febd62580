import { useTexts } from '../app/language.tsx';
import { Button } from '../components/button.tsx';
import { Actions, Card } from '../components/layout.tsx';
import { en, zh } from '../locales/enrol.ts';
import styles from './sign-in.module.css';

/** Ten codes, shown once. */
export function RecoveryCodes({
  codes,
  onDone,
}: {
  readonly codes: readonly string[];
  onDone(): void;
}) {
  const texts = useTexts({ zh, en });
  return (
    <Card tone="warn">
      <h2>{texts.codesTitle}</h2>
      <p>{texts.codesLead}</p>
      <ol className={styles.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <Actions>
        <Button onPress={onDone}>{texts.saved}</Button>
        <Button look="secondary" onPress={() => print()}>
          {texts.print}
        </Button>
      </Actions>
    </Card>
  );
}
