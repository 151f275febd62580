import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api, body } from '../../api-client/client.ts';
import type { Me } from '../../api-client/views.ts';
import { Button } from '../../components/button.tsx';
import { Actions } from '../../components/layout.tsx';
import { forgetSittingKey } from '../../signing/sitting-key.ts';
import { useTexts } from '../language.tsx';
import { idleFor, UNATTENDED_MS } from '../presence.ts';
import { useMe, useSignOut } from '../queries.ts';
import { en } from './en.ts';
import styles from './watch.module.css';
import { zh } from './zh.ts';

const WARN_MS = 5 * 60_000;
const LOOK_MS = 5_000;

/** Warns five minutes before an idle session ends. Who works on the page stays signed in without being asked. */
export function IdleWatch() {
  const { data: me, dataUpdatedAt } = useMe();
  const client = useQueryClient();
  const [left, setLeft] = useState<number>();
  const [seen, setSeen] = useState<number>();
  const session = me?.session;
  useEffect(() => {
    if (session === undefined) return setLeft(undefined);
    // The server's clock counts: this device's may be wrong.
    const ahead = Date.parse(session.now) - dataUpdatedAt;
    let asked = 0;
    const look = async () => {
      const rest = Date.parse(session.idleEndsAt) - (Date.now() + ahead);
      setLeft(rest);
      if (rest > WARN_MS || Date.now() - asked < LOOK_MS * 4) return;
      asked = Date.now();
      const present = idleFor() < UNATTENDED_MS && session.idleEndsAt !== session.endsAt;
      if (rest > 0 && present) client.setQueryData(['me'], await keep());
      else if (rest <= 0 || seen !== dataUpdatedAt) {
        // Another window may have gone on meanwhile, and at the end the server says so.
        await client.refetchQueries({ queryKey: ['me'] });
        setSeen(client.getQueryState(['me'])?.dataUpdatedAt);
      }
    };
    void look().catch(() => undefined);
    const timer = setInterval(() => void look().catch(() => undefined), LOOK_MS);
    return () => clearInterval(timer);
  }, [session, dataUpdatedAt, seen, client]);
  const warned = left !== undefined && left > 0 && left <= WARN_MS && seen === dataUpdatedAt;
  if (!warned || session === undefined) return null;
  return <Warning left={left} last={session.idleEndsAt === session.endsAt} />;
}

function keep(): Promise<Me> {
  return body(api.POST('/api/v1/session/keep'));
}

function Warning({ left, last }: { readonly left: number; readonly last: boolean }) {
  const texts = useTexts({ zh, en });
  const client = useQueryClient();
  const signOut = useSignOut();
  const dialog = useRef<HTMLDialogElement>(null);
  const rest = useCountdown(left);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const stay = async () => client.setQueryData(['me'], await keep());
  const leave = async () => {
    await signOut.mutateAsync();
    forgetSittingKey();
  };
  const seconds = Math.max(0, Math.ceil(rest / 1000));
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby="idle-title"
      aria-describedby="idle-body"
      onClose={() => void stay()}
    >
      <h2 id="idle-title">{texts.title}</h2>
      <p id="idle-body">{last ? texts.limit : texts.body}</p>
      <p className={styles.left} role="timer">
        {texts.left(Math.floor(seconds / 60), seconds % 60)}
      </p>
      <Actions>
        {!last && (
          <Button autoFocus onPress={() => void stay()}>
            {texts.stay}
          </Button>
        )}
        <Button look="secondary" onPress={() => void leave()}>
          {texts.leave}
        </Button>
      </Actions>
    </dialog>
  );
}

/** Counts on by the second between two looks. */
function useCountdown(left: number): number {
  const [rest, setRest] = useState(left);
  useEffect(() => {
    const until = Date.now() + left;
    setRest(left);
    const timer = setInterval(() => setRest(until - Date.now()), 1000);
    return () => clearInterval(timer);
  }, [left]);
  return rest;
}
