import { type FormEvent, useState } from 'react';
import type { DeadlineList } from '../../api-client/views.ts';
import { useSettings, useTexts } from '../../app/language.tsx';
import { Button } from '../../components/button.tsx';
import { DayInput } from '../../components/day-input.tsx';
import { Actions } from '../../components/layout.tsx';
import { Select } from '../../components/select.tsx';
import { TextInput } from '../../components/text-input.tsx';
import { en } from './en.ts';
import styles from './page.module.css';
import type { useView } from './view.ts';
import { zh } from './zh.ts';

interface Props {
  readonly view: ReturnType<typeof useView>;
  readonly found: DeadlineList | undefined;
}

/** Kind, case, court and period; folded away on a party's phone, who has few deadlines. */
export function Filters({ view, found }: Props) {
  const texts = useTexts({ zh, en });
  const narrowed = Object.keys(view.filters).length > 0;
  return (
    <details className={styles.filters} open={narrowed || view.side === 'courts'}>
      <summary>{texts.narrow}</summary>
      <div className={styles.fields}>
        <Kinds view={view} found={found} />
        <DayInput
          id="from"
          label={texts.from}
          value={view.filters.from ?? ''}
          onChange={(day) => view.filter('from', day)}
        />
        <DayInput
          id="to"
          label={texts.to}
          value={view.filters.to ?? ''}
          onChange={(day) => view.filter('to', day)}
        />
        <Search view={view} />
      </div>
      {narrowed && (
        <Actions>
          <Button look="plain" onPress={() => view.go({ filters: {} })}>
            {texts.clear}
          </Button>
        </Actions>
      )}
    </details>
  );
}

function Kinds({ view, found }: Props) {
  const texts = useTexts({ zh, en });
  const { language } = useSettings();
  const { rules = [], courts = [] } = found ?? {};
  return (
    <>
      <Select
        id="rule"
        label={texts.kind}
        value={view.filters.rule ?? ''}
        onChange={(rule) => view.filter('rule', rule)}
        options={[
          { value: '', label: texts.everyKind },
          ...rules.map(({ rule, name }) => ({ value: rule, label: name[language] })),
        ]}
      />
      {courts.length > 1 && (
        <Select
          id="court"
          label={texts.court}
          value={view.filters.court ?? ''}
          onChange={(court) => view.filter('court', court)}
          options={[
            { value: '', label: texts.everyCourt },
            ...courts.map(({ code, name }) => ({ value: code, label: name })),
          ]}
        />
      )}
    </>
  );
}

function Search({ view }: Pick<Props, 'view'>) {
  const texts = useTexts({ zh, en });
  const [typed, setTyped] = useState(view.filters.q ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    view.filter('q', typed.trim());
  };
  return (
    <form className={styles.search} onSubmit={submit}>
      <TextInput id="q" label={texts.case} value={typed} onChange={setTyped} maxLength={100} />
      <Button type="submit" look="secondary">
        {texts.find}
      </Button>
    </form>
  );
}
