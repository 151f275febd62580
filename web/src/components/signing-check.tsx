import type { Signing } from '../api-client/views.ts';
import { useTime } from '../app/format.ts';
import { Card, Facts } from './layout.tsx';

/** What will be signed, in words, before anything that cannot be undone. The one component every flow signs through. */
export function SigningCheck(props: {
  readonly signing: Signing;
  readonly heading: string;
  readonly before: string;
  readonly note: string;
  readonly expires: string;
}) {
  const time = useTime();
  return (
    <>
      <Card>
        <h2>{props.heading}</h2>
        <Facts
          items={[
            ...props.signing.summary,
            { label: props.expires, value: time(props.signing.expiresAt) },
          ]}
        />
      </Card>
      <Card tone="warn">
        <p>
          <strong>{props.before}</strong>
        </p>
        <p>{props.note}</p>
      </Card>
    </>
  );
}
