import { useRef } from 'react';
import { NavLink, Outlet, ScrollRestoration } from 'react-router';
import { Button } from '../../components/button.tsx';
import { HotlineHours, HotlineNow } from '../../components/hotline-now.tsx';
import { Loading } from '../../components/layout.tsx';
import * as guard from '../../locales/guard.ts';
import { StaffShortcuts } from '../../shortcuts/staff.tsx';
import { useHotline } from '../hotline.ts';
import { IdleWatch } from '../idle/watch.tsx';
import { useSettings, useTexts } from '../language.tsx';
import { useOnline } from '../online.ts';
import { isStaff, useMe, useNetwork } from '../queries.ts';
import { en } from './en.ts';
import { Menu } from './menu.tsx';
import styles from './shell.module.css';
import { zh } from './zh.ts';

/** What surrounds every page: custody banner, name, menu, language and print size, hotline. */
export function Shell() {
  const texts = useTexts({ zh, en });
  const { loading } = useTexts(guard);
  const known = useKnown();
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
        {known && <Menu />}
      </header>
      <Keys />
      <IdleWatch />
      <main id="main" tabIndex={-1}>
        {known ? <Outlet /> : <Loading text={loading} />}
        <ScrollRestoration />
      </main>
      <footer className={styles.footer}>
        <Hotline />
        <p>{texts.claim}</p>
        <p>{texts.zone}</p>
      </footer>
    </div>
  );
}

/**
 * Whether it is known who sits here and what stands above every page. Before, a page would show what a stranger sees and then
 * move: on a slow line a finger hits something else than it was put on.
 */
function useKnown(): boolean {
  const { isPending: whoComes } = useMe();
  const { isPending: bannerComes } = useNetwork();
  const known = useRef(false);
  known.current ||= !whoComes && !bannerComes;
  return known.current;
}

/** On every page: who helps, when, and who answers at this moment. */
function Hotline() {
  const texts = useTexts({ zh, en });
  const { data: hotline } = useHotline();
  return (
    <>
      <p>
        {texts.help} <a href="tel:12368">12368</a>
        {hotline && (
          <>
            {texts.open}
            <HotlineHours hotline={hotline} />
            {texts.close}
          </>
        )}
      </p>
      <p>
        {hotline && (
          <>
            <HotlineNow hotline={hotline} /> ·{' '}
          </>
        )}
        <NavLink to="/help">{texts.helpPage}</NavLink> · <NavLink to="/fees">{texts.fees}</NavLink>
      </p>
    </>
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
      {network?.custody === 'demo' && (
        <p className={styles.demo}>{network.mode === 'demo' ? texts.demo : texts.singleMachine}</p>
      )}
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
