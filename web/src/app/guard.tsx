import { useEffect, useRef } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { Empty, Loading, Page } from '../components/layout.tsx';
import { en, zh } from '../locales/guard.ts';
import { useTexts } from './language.tsx';
import { isStaff, useMe } from './queries.ts';

/**
 * Sends people to the right door. Only a courtesy: what a person may see or do is decided by the API.
 * The way back after signing in is kept in the address.
 */
export function Guard({ who }: { readonly who: 'litigant' | 'staff' | 'anyone' }) {
  const texts = useTexts({ zh, en });
  const { data: me, isPending } = useMe();
  const { pathname, search } = useLocation();
  const wasIn = useRef(false);
  useEffect(() => {
    if (me) wasIn.current = true;
  }, [me]);
  if (isPending) {
    return (
      <Page title={texts.loading}>
        <Loading text={texts.loading} />
      </Page>
    );
  }
  if (!me) {
    const back = encodeURIComponent(pathname + search);
    return <Navigate to={`/signin?back=${back}${wasIn.current ? '&ended=1' : ''}`} replace />;
  }
  const fits = who === 'anyone' || (who === 'staff') === isStaff(me);
  if (fits) return <Outlet />;
  return (
    <Page title={texts.otherTitle}>
      <Empty title={who === 'staff' ? texts.forStaff : texts.forLitigants} />
    </Page>
  );
}
