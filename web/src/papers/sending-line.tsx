import { formatBytes } from '../app/format.ts';
import { useTexts } from '../app/language.tsx';
import { Button } from '../components/button.tsx';
import { en } from './en.ts';
import styles from './papers.module.css';
import type { Sending } from './sending.ts';
import { zh } from './zh.ts';

/** How far a file is, how long it takes, and ways to stop it. */
export function SendingLine({
  now,
  onPause,
  onResume,
  onCancel,
}: {
  readonly now: Sending;
  onPause(): void;
  onResume(): void;
  onCancel(): void;
}) {
  const texts = useTexts({ zh, en });
  const part = now.size === 0 ? 0 : now.sent / now.size;
  const percent = Math.floor(part * 100);
  const whole = now.sent >= now.size;
  return (
    <div className={styles.sending}>
      <p role="status">
        <strong>{texts[now.state](now.name)}</strong>
      </p>
      <progress value={part} max={1} aria-label={texts[now.state](now.name)} />
      <p className={styles.why}>
        {whole
          ? texts.finishing
          : texts.progress(formatBytes(now.sent), formatBytes(now.size), percent)}
        {!whole && now.state === 'sending' && now.secondsLeft !== undefined && (
          <> · {texts.left(now.secondsLeft)}</>
        )}
        {now.waiting > 0 && <> · {texts.waiting(now.waiting)}</>}
      </p>
      <div className={styles.acts}>
        {now.state === 'sending' ? (
          <Button look="secondary" isDisabled={whole} onPress={onPause}>
            {texts.pause}
          </Button>
        ) : (
          <Button onPress={onResume}>{texts.resume}</Button>
        )}
        <Button look="secondary" isDisabled={whole} onPress={onCancel}>
          {texts.cancel}
        </Button>
      </div>
    </div>
  );
}
