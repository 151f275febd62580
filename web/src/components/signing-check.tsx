import type { Signing } from '../api-client/views.ts';
import { grouped, useTime } from '../app/format.ts';
import { useTexts, wordFor } from '../app/language.tsx';
import * as services from '../locales/service.ts';
import * as signing from '../locales/signing.ts';
import { Card, type Fact, Facts } from './layout.tsx';

interface Props {
  readonly signing: Signing;
  readonly heading: string;
  readonly before: string;
  readonly note: string;
  readonly expires: string;
}

/** What will be signed, in words, before anything that cannot be undone. The one component every flow signs through. */
export function SigningCheck(props: Props) {
  const time = useTime();
  const summary = useSummary(props.signing.summary);
  return (
    <>
      <Card>
        <h2>{props.heading}</h2>
        <Facts
          items={[...summary, { label: props.expires, value: time(props.signing.expiresAt) }]}
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

/** Labels and states come as the API's words; people read theirs. */
function useSummary(summary: Signing['summary']): Fact[] {
  const labels = useTexts(signing);
  const states = useTexts(services);
  const time = useTime();
  return summary.map(({ label, value }) => {
    const name = wordFor(labels, label);
    if (label === 'actTime') return { label: name, value: time(value) };
    if (label === 'sha256') return { label: name, value: grouped(value), mono: true };
    if (label === 'event') return { label: name, value: wordFor(labels, value) };
    return { label: name, value: label === 'capacity' ? wordFor(states, value) : value };
  });
}
