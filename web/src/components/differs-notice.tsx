import type { ChainState } from '../api-client/views.ts';
import { useTexts } from '../app/language.tsx';
import { differingOf } from '../app/standing.ts';
import * as words from '../locales/chain.ts';
import * as facts from '../locales/differences.ts';
import { Card } from './layout.tsx';

/** Says in words what on this page is not as on the chain, and what to do; nothing where all agrees. */
export function DiffersNotice({
  states,
  staff = false,
}: {
  readonly states: readonly ChainState[];
  readonly staff?: boolean;
}) {
  const texts = useTexts(words);
  const names = useTexts(facts);
  const found = differingOf(states);
  if (found === undefined) return null;
  const list = (found.differs ?? []).map((name) => names[name]);
  return (
    <Card tone="bad">
      <h2>
        <span aria-hidden="true">≠ </span>
        {texts.differsTitle}
      </h2>
      <p>{staff ? texts.differsStaff : texts.differsText}</p>
      {list.length > 0 && (
        <p>
          {texts.differsIn}
          {list.join(texts.comma)}
        </p>
      )}
    </Card>
  );
}
