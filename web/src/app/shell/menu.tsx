import type { ReactNode } from 'react';
import { NavLink, useNavigate } from 'react-router';
import { Button } from '../../components/button.tsx';
import { forgetSittingKey } from '../../signing/sitting-key.ts';
import { helpingPass } from '../helping.ts';
import { useTexts } from '../language.tsx';
import { useUnread } from '../notices.ts';
import { useProofing } from '../proofing.ts';
import {
  hasDesk,
  isAdministrator,
  isStaff,
  keepsBooks,
  readsClocks,
  reviewsFilings,
  reviewsPeople,
  servesDocuments,
  useMe,
  useSignOut,
} from '../queries.ts';
import { en } from './en.ts';
import styles from './shell.module.css';
import { zh } from './zh.ts';

/** What one's role does every day; all else stands on the pages of one's account and of the court's administration. */
export function Menu() {
  const texts = useTexts({ zh, en });
  const { data: me } = useMe();
  return (
    <nav className={styles.menu} aria-label={texts.menu}>
      <div className={styles.links}>
        {me && (isStaff(me) ? <StaffItems /> : <LitigantItems />)}
        {me && <NoticesItem />}
        <a href="/verify">{texts.verify}</a>
        {!isStaff(me) && <Item to="/is-it-ours">{texts.isItOurs}</Item>}
        {!me && <Item to="/courts">{texts.courts}</Item>}
        {!me && <Item to="/signin">{texts.signIn}</Item>}
      </div>
      {me && <Account name={me.name} />}
    </nav>
  );
}

function StaffItems() {
  const texts = useTexts({ zh, en });
  const { data: me } = useMe();
  return (
    <>
      {reviewsFilings(me) && <Item to="/review">{texts.filingReview}</Item>}
      {hasDesk(me) && (
        <>
          <Item to="/desk">{texts.desk}</Item>
          <Item to="/integrity">{texts.integrity}</Item>
          <Item to="/problems">{texts.problems}</Item>
        </>
      )}
      {readsClocks(me) && <Item to="/deadlines">{texts.deadlines}</Item>}
      {reviewsPeople(me) && (
        <>
          <Item to="/proofing-review">{texts.proofingReview}</Item>
          <Item to="/claim-review">{texts.claimReview}</Item>
          <Item to="/recovery-review">{texts.recoveryReview}</Item>
        </>
      )}
      {keepsBooks(me) && <Item to="/cashier">{texts.cashier}</Item>}
      {servesDocuments(me) && <Item to="/unread">{texts.unreadNotices}</Item>}
      {isAdministrator(me) && <Item to="/administration">{texts.administration}</Item>}
    </>
  );
}

function LitigantItems() {
  const texts = useTexts({ zh, en });
  const { data } = useProofing();
  return (
    <>
      <Item to="/inbox">{texts.inbox}</Item>
      {helpingPass() === undefined && <Item to="/filings">{texts.filings}</Item>}
      {helpingPass() === undefined && <Item to="/deadlines">{texts.myDeadlines}</Item>}
      {helpingPass() === undefined &&
        (data === undefined ? (
          // Its place is kept: what follows must not move when it comes.
          <span className={styles.coming}>{texts.proofed}</span>
        ) : (
          <Item to="/proofing">{data.step === 'done' ? texts.proofed : texts.notProofed}</Item>
        ))}
    </>
  );
}

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
      <NavLink to="/account" aria-label={texts.account(name)}>
        {name}
      </NavLink>
      <Button look="plain" onPress={() => void leave()}>
        {texts.signOut}
      </Button>
    </span>
  );
}
