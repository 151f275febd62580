import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useSearchParams } from 'react-router';
import { api, body } from '../../api-client/client.ts';
import type { Staff } from '../../api-client/views.ts';
import { useTexts, wordFor } from '../../app/language.tsx';
import { Button, ButtonLink } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Actions, Empty, Loading } from '../../components/layout.tsx';
import { Pager } from '../../components/pager.tsx';
import { Select } from '../../components/select.tsx';
import { TextInput } from '../../components/text-input.tsx';
import * as roleWords from '../../locales/roles.ts';
import { AddPerson } from './add-person.tsx';
import { en } from './en.ts';
import styles from './page.module.css';
import { useRoleOptions } from './roles.ts';
import { zh } from './zh.ts';

const STATES = ['active', 'invited', 'away', 'ended'] as const;

export function People({ court }: { readonly court: string }) {
  const texts = useTexts({ zh, en });
  const [search, setSearch] = useSearchParams();
  const [adding, setAdding] = useState(false);
  const query = Object.fromEntries(
    ['q', 'role', 'state', 'page'].flatMap((name) => {
      const value = search.get(name);
      return value === null || value === '' ? [] : [[name, value]];
    }),
  ) as { q?: string; page?: string };
  const people = useQuery({
    queryKey: ['staff', court, query],
    queryFn: () =>
      body(api.GET('/api/v1/courts/{court}/staff', { params: { path: { court }, query } })),
  });
  const go = (page: number) => {
    const next = new URLSearchParams(search);
    next.set('page', String(page));
    setSearch(next);
  };
  return (
    <>
      <Filters court={court} />
      {adding ? (
        <AddPerson court={court} onClose={() => setAdding(false)} />
      ) : (
        <Actions>
          <Button onPress={() => setAdding(true)}>{texts.add}</Button>
        </Actions>
      )}
      <ErrorSummary error={people.error} />
      {people.isPending && <Loading text={texts.loading} />}
      {people.data !== undefined && (
        <>
          <p role="status">{texts.found(people.data.total)}</p>
          {people.data.items.length === 0 ? (
            <Empty title={texts.none} />
          ) : (
            <List court={court} items={people.data.items} />
          )}
          <Pager page={Number(search.get('page') ?? '1')} total={people.data.total} onPage={go} />
        </>
      )}
    </>
  );
}

function Filters({ court }: { readonly court: string }) {
  const texts = useTexts({ zh, en });
  const [search, setSearch] = useSearchParams();
  const [q, setQ] = useState(search.get('q') ?? '');
  const roles = useRoleOptions();
  const set = (change: Record<string, string>) => {
    const kept = { q: q.trim(), role: search.get('role') ?? '', state: search.get('state') ?? '' };
    const all = { court, tab: 'people', ...kept, ...change };
    setSearch(Object.entries(all).filter(([, value]) => value !== ''));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    set({});
  };
  return (
    <form onSubmit={submit} className={styles.filters}>
      <TextInput id="q" label={texts.search} value={q} onChange={setQ} maxLength={60} />
      <Select
        id="role"
        label={texts.role}
        value={search.get('role') ?? ''}
        options={[{ value: '', label: texts.all }, ...roles]}
        onChange={(role) => set({ role })}
      />
      <Select
        id="state"
        label={texts.state}
        value={search.get('state') ?? ''}
        options={[
          { value: '', label: texts.all },
          ...STATES.map((value) => ({ value, label: wordFor(texts, value) })),
        ]}
        onChange={(state) => set({ state })}
      />
      <Button type="submit" look="secondary">
        {texts.find}
      </Button>
    </form>
  );
}

function List({ court, items }: { readonly court: string; readonly items: readonly Staff[] }) {
  const texts = useTexts({ zh, en });
  const roles = useTexts(roleWords);
  const [search] = useSearchParams();
  const addressOf = (id: string) => {
    const next = new URLSearchParams(search);
    next.set('court', court);
    next.set('person', id);
    return `/staff?${next}`;
  };
  return (
    <DataTable
      label={texts.tabPeople}
      columns={[texts.name, texts.account, texts.roles, texts.state, texts.manage]}
      rows={items.map((each) => ({
        id: each.id,
        cells: [
          each.name,
          each.account,
          each.offices
            .filter(({ state }) => state !== 'ended')
            .map(({ role }) => wordFor(roles, role))
            .join('、') || '—',
          stateWords(texts, each),
          <ButtonLink key="manage" look="plain" to={addressOf(each.id)}>
            {texts.manageOf(each.name)}
          </ButtonLink>,
        ],
      }))}
    />
  );
}

function stateWords(texts: typeof zh, each: Staff): string {
  const by = each.absences[0]?.substitute?.name;
  const state = wordFor(texts, each.state);
  return each.state === 'away' && by !== undefined
    ? `${state}（${texts.substituteBy(by)}）`
    : state;
}
