import { type FormEvent, useEffect, useState } from 'react';
import { useNavigate } from 'react-router';
import { useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { Actions } from '../../components/layout.tsx';
import { Select } from '../../components/select.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { en } from './en.ts';
import styles from './page.module.css';
import type { QueueHook } from './view.ts';
import { zh } from './zh.ts';

const KINDS = ['civil', 'administrative', 'privateProsecution', 'enforcement'] as const;
const TAKEN = ['nobody', 'me', 'other'] as const;

/** Search and filters, all of them in the address. */
export function Filters({ hook }: { readonly hook: QueueHook }) {
  const texts = useTexts({ zh, en });
  const navigate = useNavigate();
  const { view } = hook;
  const go = (change: Parameters<QueueHook['address']>[0]) => void navigate(hook.address(change));
  const filtered = view.taken ?? view.kind ?? view.overdue;
  return (
    <search className={styles.filters}>
      <Search q={view.q ?? ''} onSearch={(q) => go({ q })} />
      <details className={styles.more} open={filtered !== undefined || undefined}>
        <summary>{texts.more}</summary>
        <div className={styles.filterFields}>
          <Select
            id="taken"
            label={texts.takenBy}
            value={view.taken ?? ''}
            options={[
              { value: '', label: texts.anybody },
              ...TAKEN.map((value) => ({ value, label: texts[value] })),
            ]}
            onChange={(taken) => go({ taken })}
          />
          <Select
            id="kind"
            label={texts.kind}
            value={view.kind ?? ''}
            options={[
              { value: '', label: texts.anyKind },
              ...KINDS.map((value) => ({ value, label: texts[value] })),
            ]}
            onChange={(kind) => go({ kind })}
          />
          <label className={styles.check}>
            <input
              type="checkbox"
              checked={view.overdue === 'true'}
              onChange={(event) => go({ overdue: event.target.checked ? 'true' : undefined })}
            />
            {texts.overdueOnly}
          </label>
        </div>
      </details>
      {(filtered !== undefined || view.q !== undefined) && (
        <Actions>
          <Button
            look="plain"
            onPress={() =>
              go({ taken: undefined, kind: undefined, overdue: undefined, q: undefined })
            }
          >
            {texts.clear}
          </Button>
        </Actions>
      )}
    </search>
  );
}

function Search({ q, onSearch }: { readonly q: string; onSearch(q: string): void }) {
  const texts = useTexts({ zh, en });
  const [typed, setTyped] = useState(q);
  useEffect(() => setTyped(q), [q]);
  const send = (event: FormEvent) => {
    event.preventDefault();
    onSearch(typed.trim());
  };
  return (
    <form className={styles.search} onSubmit={send}>
      <TextInput
        id="queue-q"
        label={texts.search}
        value={typed}
        onChange={setTyped}
        maxLength={60}
      />
      <Button type="submit" look="secondary">
        {texts.find}
      </Button>
    </form>
  );
}

/** Puts the focus into the search box. */
export function focusSearch(): void {
  document.querySelector<HTMLInputElement>('#queue-q input, input#queue-q')?.focus();
}
