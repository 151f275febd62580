import { useEffect, useState } from 'react';
import { useMe } from '../../app/queries.ts';
import { forgetForm, keepWords, readForm } from '../../kept/forms.ts';

const FORM = 'serve-many';
const EMPTY: ReadonlySet<string> = new Set();

/**
 * The items chosen for serving, kept on this device until all are served, so that an ended session or a reload loses
 * nothing. `restored` tells that they were found here; some may have been served meanwhile.
 */
export function useChosen() {
  const { data: me } = useMe();
  const owner = me?.id;
  const [chosen, setChosen] = useState(EMPTY);
  const [restored, setRestored] = useState(false);
  useEffect(() => {
    if (owner === undefined) return;
    let left = false;
    void readForm(owner, FORM).then((kept) => {
      const ids = kept?.words.chosen?.split(' ').filter(Boolean) ?? [];
      if (ids.length === 0 || left) return;
      setChosen((now) => (now === EMPTY ? new Set(ids) : now));
      setRestored(true);
    });
    return () => {
      left = true;
    };
  }, [owner]);
  const choose = (next: ReadonlySet<string>) => {
    setChosen(next);
    if (owner !== undefined) void keepWords(owner, FORM, { chosen: [...next].join(' ') });
  };
  const forget = () => {
    setChosen(EMPTY);
    setRestored(false);
    return forgetForm(FORM);
  };
  return { chosen, restored, choose, forget };
}
