import { useEffect, useRef } from 'react';
import { useTexts } from '../app/language.tsx';
import { Button } from '../components/button.tsx';
import { en, zh } from '../locales/shortcuts.ts';
import styles from './help.module.css';
import {
  currentShortcuts,
  showHelp,
  useHelpOpen,
  useKeyListener,
  useKeysUsed,
  useShortcuts,
} from './shortcuts.ts';

/** Listens for the keys of the page, and lists them when asked. */
export function ShortcutHelp() {
  const texts = useTexts({ zh, en });
  const open = useHelpOpen();
  useKeyListener();
  useShortcuts([{ key: '?', does: texts.help, run: () => showHelp(true) }]);
  return open ? <Help /> : null;
}

function Help() {
  const texts = useTexts({ zh, en });
  const dialog = useRef<HTMLDialogElement>(null);
  const [used, setUsed] = useKeysUsed();
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby="shortcuts-title"
      onClose={() => showHelp(false)}
    >
      <h2 id="shortcuts-title">{texts.title}</h2>
      <p>{texts.when}</p>
      <dl className={styles.keys} data-off={!used || undefined}>
        {currentShortcuts().map(({ key, does }) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <label className={styles.used}>
        <input type="checkbox" checked={used} onChange={(event) => setUsed(event.target.checked)} />
        {texts.use}
      </label>
      <Button onPress={() => dialog.current?.close()}>{texts.close}</Button>
    </dialog>
  );
}

/** Opens the list without a keyboard, and tells that there is one. Not shown where there is only a finger. */
export function ShortcutButton() {
  const texts = useTexts({ zh, en });
  return (
    <span className={styles.opener}>
      <Button look="plain" onPress={() => showHelp(true)}>
        {texts.title}（?）
      </Button>
    </span>
  );
}
