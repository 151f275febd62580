import type { ChainState } from '../api-client/views.ts';
import { useTexts } from '../app/language.tsx';
import { en, zh } from '../locales/chain.ts';
import styles from './chain-badge.module.css';

const MARKS = {
  pending: '◷',
  recorded: '◉',
  proven: '✓',
  failed: '!',
  differs: '≠',
  unchecked: '?',
} as const;

/** 待上链, 已上链, 已证明, 上链异常, or how it stands with the court's own tables; a mark and a word, never colour alone. */
export function ChainBadge({ chain }: { readonly chain: ChainState | undefined }) {
  const texts = useTexts({ zh, en });
  if (chain === undefined) return null;
  return (
    <span className={`${styles.badge} ${styles[chain.state]}`} title={texts[`${chain.state}Hint`]}>
      <span aria-hidden="true">{MARKS[chain.state]}</span>
      {texts[chain.state]}
    </span>
  );
}
