import { useSearchParams } from 'react-router';
import { useMe } from './queries.ts';

/** The courts whose settings the person may see, and the one that the address names, else the first. */
export function useSettingCourt() {
  const { data: me } = useMe();
  const [search] = useSearchParams();
  const offices = (me?.roles ?? []).flatMap(({ role, court }) =>
    court === undefined ? [] : [{ role, court }],
  );
  const courts = [...new Map(offices.map(({ court }) => [court.code, court])).values()];
  const court = courts.find(({ code }) => code === search.get('court')) ?? courts[0];
  const administers = offices.some(
    (office) => office.role === 'administrator' && office.court.code === court?.code,
  );
  return { courts, court, administers };
}
