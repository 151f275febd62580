import { useMutation } from '@tanstack/react-query';
import { Button } from '../components/button.tsx';
import { useArrive } from './arrive.ts';
import { passkeysHere, signInWithPasskey } from './passkey.ts';
import { NoPasskeys, PasskeyProblem } from './passkey-form.tsx';

/** Signs in with a passkey of this device; after a password with one of that person's. */
export function PasskeyButton({
  label,
  after,
}: {
  readonly label: string;
  readonly after?: string | undefined;
}) {
  const arrive = useArrive();
  const signIn = useMutation({ mutationFn: () => signInWithPasskey(after), onSuccess: arrive });
  const here = passkeysHere();
  if (here !== 'yes') return <NoPasskeys here={here} />;
  return (
    <>
      <PasskeyProblem error={signIn.error} />
      <Button look="secondary" isDisabled={signIn.isPending} onPress={() => signIn.mutate()}>
        {label}
      </Button>
    </>
  );
}
