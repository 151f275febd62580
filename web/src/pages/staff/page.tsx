import { Link, useSearchParams } from 'react-router';
import { useTexts } from '../../app/language.tsx';
import { useMe } from '../../app/queries.ts';
import { Empty, Page as Layout } from '../../components/layout.tsx';
import { Select } from '../../components/select.tsx';
import * as guard from '../../locales/guard.ts';
import { Changes } from './changes.tsx';
import { en } from './en.ts';
import styles from './page.module.css';
import { People } from './people.tsx';
import { PeopleFile } from './people-file.tsx';
import { Person } from './person.tsx';
import { Teams } from './teams.tsx';
import { zh } from './zh.ts';

/** An administrator's page: people, roles, absences, panels. What is looked at stands in the address. */
export function Page() {
  const texts = useTexts({ zh, en });
  const guards = useTexts(guard);
  const { data: me } = useMe();
  const [search, setSearch] = useSearchParams();
  const courts = (me?.roles ?? []).flatMap(({ role, court }) =>
    role === 'administrator' && court !== undefined ? [court] : [],
  );
  const court = courts.find(({ code }) => code === search.get('court')) ?? courts[0];
  if (court === undefined) {
    return (
      <Layout title={texts.title}>
        <Empty title={guards.forStaff} />
      </Layout>
    );
  }
  const tab = search.get('tab') ?? 'people';
  const person = search.get('person');
  const tabs = [
    ['people', texts.tabPeople],
    ['teams', texts.tabTeams],
    ['file', texts.tabFile],
    ['changes', texts.tabChanges],
  ] as const;
  return (
    <Layout title={`${court.name} · ${texts.title}`} lead={texts.lead} wide>
      {courts.length > 1 && (
        <Select
          id="court"
          label={texts.court}
          value={court.code}
          options={courts.map(({ code, name }) => ({ value: code, label: name }))}
          onChange={(code) => setSearch({ court: code })}
        />
      )}
      <nav className={styles.tabs} aria-label={texts.tabs}>
        {tabs.map(([name, label]) => (
          <Link
            key={name}
            to={{ search: new URLSearchParams({ court: court.code, tab: name }).toString() }}
            aria-current={name === tab ? 'page' : undefined}
          >
            {label}
          </Link>
        ))}
      </nav>
      {tab === 'people' && person === null && <People court={court.code} />}
      {tab === 'people' && person !== null && <Person court={court.code} id={person} />}
      {tab === 'teams' && <Teams court={court.code} />}
      {tab === 'file' && <PeopleFile court={court.code} />}
      {tab === 'changes' && <Changes court={court.code} />}
    </Layout>
  );
}
