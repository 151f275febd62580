import type { ReactNode } from 'react';
import { NavLink, Outlet, ScrollRestoration, useNavigate } from 'react-router';
import { Button } from '../../components/button.tsx';
import { StaffShortcuts } from '../../shortcuts/staff.tsx';
import { forgetSittingKey } from '../../signing/sitting-key.ts';
import { IdleWatch } from '../idle/watch.tsx';
import { useSettings, useTexts } from '../language.tsx';
import { useUnread } from '../notices.ts';
import { useOnline } from '../online.ts';
import { hasDesk, isAdministrator, isStaff, useMe, useNetwork, useSignOut } from '../queries.ts';
import { en } from './en.ts';
import styles from './shell.module.css';
import { zh } from './zh.ts';

/** What surrounds every page: custody banner, name, menu, language and print size, hotline. */
export function Shell() {
  const texts = useTexts({ zh, en });
  return (
    <div className={styles.shell}>
      <a href="#main" className={styles.skip}>
        {texts.skip}
      </a>
      <Notices />
      <header className={styles.header}>
        <div className={styles.bar}>
          <NavLink to="/" className={styles.brand}>
            <strong>{texts.product}</strong>
            <span>{texts.tagline}</span>
          </NavLink>
          <Preferences />
        </div>
        <Menu />
      </header>
      <Keys />
      <IdleWatch />
      <main id="main" tabIndex={-1}>
        <Outlet />
        <ScrollRestoration />
      </main>
      <footer className={styles.footer}>
        <p>
          {texts.help} <a href="tel:12368">12368</a>（{texts.hours}）
        </p>
        <p>{texts.claim}</p>
        <p>{texts.zone}</p>
      </footer>
    </div>
  );
}

function Keys() {
  const { data: me } = useMe();
  return isStaff(me) ? <StaffShortcuts /> : null;
}

function Notices() {
  const texts = useTexts({ zh, en });
  const { data: network } = useNetwork();
  const { data: me } = useMe();
  const online = useOnline();
  const alarms = isStaff(me) ? (network?.alarms ?? []) : [];
  return (
    <aside aria-label={texts.notices}>
      {!online && (
        <p className={`${styles.alarm} no-print`} role="alert">
          {texts.offline}
        </p>
      )}
      {network?.custody === 'demo' && <p className={styles.demo}>{texts.demo}</p>}
      {network?.custody === 'single-operator' && (
        <p className={styles.demo}>
          {network.mode === 'demo' ? texts.singleOperatorDemo : texts.singleOperator}
        </p>
      )}
      {alarms.map((alarm) => (
        <p key={alarm} className={styles.alarm} role="alert">
          {texts.alarm}
          {alarm}
        </p>
      ))}
    </aside>
  );
}

function Preferences() {
  const texts = useTexts({ zh, en });
  const { language, elder, setLanguage, setElder } = useSettings();
  return (
    <div className={styles.preferences}>
      <Button look="plain" onPress={() => setElder(!elder)}>
        {elder ? texts.elderOff : texts.elderOn}
      </Button>
      <Button look="plain" onPress={() => setLanguage(language === 'en' ? 'zh-CN' : 'en')}>
        <span lang={language === 'en' ? 'zh-CN' : 'en'}>{texts.language}</span>
      </Button>
    </div>
  );
}

function Menu() {
  const texts = useTexts({ zh, en });
  const { data: me } = useMe();
  return (
    <nav className={styles.menu} aria-label={texts.menu}>
      {isStaff(me) && (
        <>
          {hasDesk(me) && <Item to="/desk">{texts.desk}</Item>}
          {hasDesk(me) && <Item to="/integrity">{texts.integrity}</Item>}
          {hasDesk(me) && <Item to="/problems">{texts.problems}</Item>}
          {isAdministrator(me) && <Item to="/staff">{texts.staff}</Item>}
          {isAdministrator(me) && <Item to="/court-setup">{texts.courtSetup}</Item>}
          {isAdministrator(me) && <Item to="/audit">{texts.audit}</Item>}
        </>
      )}
      {me && !isStaff(me) && <Item to="/inbox">{texts.inbox}</Item>}
      {me && <Item to="/account/reads">{texts.reads}</Item>}
      {me && <NoticesItem />}
      {me && <Item to="/keys">{texts.keys}</Item>}
      <a href="/verify">{texts.verify}</a>
      <Item to="/courts">{texts.courts}</Item>
      <Item to="/network">{texts.network}</Item>
      {me ? <Account name={me.name} /> : <Item to="/signin">{texts.signIn}</Item>}
    </nav>
  );
}

/** The door to the notices, with how many wait unread. */
function NoticesItem() {
  const texts = useTexts({ zh, en });
  const { data: unread = 0 } = useUnread(true);
  return (
    <Item to="/notices">
      {texts.myNotices}
      {unread > 0 && (
        <span className={styles.badge} role="status" aria-label={texts.unread(unread)}>
          {unread > 99 ? '99+' : unread}
        </span>
      )}
    </Item>
  );
}

function Item({ to, children }: { readonly to: string; readonly children: ReactNode }) {
  return <NavLink to={to}>{children}</NavLink>;
}

function Account({ name }: { readonly name: string }) {
  const texts = useTexts({ zh, en });
  const signOut = useSignOut();
  const navigate = useNavigate();
  const leave = async () => {
    await signOut.mutateAsync();
    forgetSittingKey();
    await navigate('/');
  };
  return (
    <span className={styles.account}>
      <NavLink to="/account/security">{name}</NavLink>
      <Button look="plain" onPress={() => void leave()}>
        {texts.signOut}
      </Button>
    </span>
  );
}
