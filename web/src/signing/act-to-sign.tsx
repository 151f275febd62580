import type { ReactNode } from 'react';
import type { Signed, Signing } from '../api-client/views.ts';
import { Button } from '../components/button.tsx';
import { ErrorSummary } from '../components/error-summary.tsx';
import { Actions, Card } from '../components/layout.tsx';
import { SigningCheck } from '../components/signing-check.tsx';
import { useExpired } from './expiry.ts';
import { useSign } from './use-signing.ts';

/** What a flow says around its signature. */
export interface SigningTexts {
  readonly heading: string;
  /** What will happen, before it does. */
  readonly before: string;
  readonly note: string;
  readonly expires: string;
  readonly sign: string;
  /** While it is being signed; default as `sign`. */
  readonly signing?: string;
  readonly back: string;
  readonly expired: string;
  readonly again: string;
}

interface Props {
  readonly texts: SigningTexts;
  /** The preparing of the act, as `useMutation` gives it. */
  readonly prepare: {
    readonly data: Signing | undefined;
    readonly error: unknown;
    readonly isError: boolean;
    readonly isPending: boolean;
  };
  readonly look?: 'primary' | 'danger';
  /** Shown before it, such as a ruling that was made for it. */
  more?(signing: Signing): ReactNode;
  onAgain(): void;
  onBack(): void;
  /** Right before it is signed. */
  onSigning?(): void;
  onSigned(signed: Signed): unknown;
}

/** A prepared act in words, and the signature; once its time is over, a way to prepare it again. */
export function ActToSign({ texts, prepare, look = 'primary', more, ...on }: Props) {
  const sign = useSign();
  const expired = useExpired(prepare.data, sign.error);
  const signing = expired ? undefined : prepare.data;
  const again = () => {
    sign.reset();
    on.onAgain();
  };
  const confirm = async (act: Signing) => {
    on.onSigning?.();
    await on.onSigned(await sign.mutateAsync(act));
  };
  return (
    <>
      <ErrorSummary error={prepare.error ?? (expired ? undefined : sign.error)} />
      {expired && (
        <Card tone="warn">
          <p role="alert">{texts.expired}</p>
        </Card>
      )}
      {signing && more?.(signing)}
      {signing && <SigningCheck {...texts} signing={signing} />}
      <Actions>
        {expired || prepare.isError ? (
          <Button onPress={again} isDisabled={prepare.isPending}>
            {texts.again}
          </Button>
        ) : (
          <Button
            look={look}
            onPress={() => signing && void confirm(signing).catch(() => undefined)}
            isDisabled={signing === undefined || sign.isPending || sign.isSuccess}
          >
            {sign.isPending ? (texts.signing ?? texts.sign) : texts.sign}
          </Button>
        )}
        <Button look="secondary" onPress={on.onBack}>
          {texts.back}
        </Button>
      </Actions>
    </>
  );
}
