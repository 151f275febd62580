import type { Wording } from '../../api-client/views.ts';
import styles from './page.module.css';

/** Both languages of a text side by side; on a phone one under the other. */
export function BothTexts({
  texts: { 'zh-CN': chinese, en: english },
}: {
  readonly texts: Wording;
}) {
  return (
    <div className={styles.both}>
      <p lang="zh-CN">{chinese}</p>
      <p lang="en">{english}</p>
    </div>
  );
}
