import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTexts } from '../app/language.tsx';
import { Button } from '../components/button.tsx';
import { ErrorSummary } from '../components/error-summary.tsx';
import { Actions } from '../components/layout.tsx';
import { QrImage } from '../components/qr-image.tsx';
import { TextInput } from '../components/text-input.tsx';
import { en, zh } from '../locales/enrol.ts';
import styles from './sign-in.module.css';

/** A secret to scan, and the code that shows the app has it. */
export function TotpForm({
  offer,
  onCode,
}: {
  readonly offer: { readonly secret: string; readonly uri: string };
  onCode(code: string): Promise<void>;
}) {
  const texts = useTexts({ zh, en });
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  const confirm = useMutation({ mutationFn: () => onCode(code.trim()) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const whole = /^\d{6}$/.test(code.trim());
    setMissing(!whole);
    if (whole) confirm.mutate();
  };
  return (
    <form onSubmit={submit} className={styles.form}>
      <ErrorSummary
        error={confirm.error}
        fields={missing ? [{ field: 'totp', message: texts.enterCode }] : []}
      />
      <p>{texts.scan}</p>
      <QrImage text={offer.uri} label={texts.qr} />
      <p>
        {texts.secret} <span className={styles.secret}>{offer.secret}</span>
      </p>
      <TextInput
        id="totp"
        label={texts.code}
        value={code}
        onChange={setCode}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        error={missing ? texts.enterCode : undefined}
      />
      <Actions>
        <Button type="submit" isDisabled={confirm.isPending}>
          {texts.confirm}
        </Button>
      </Actions>
    </form>
  );
}
