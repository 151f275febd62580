import type { ReactNode } from 'react';
import type { Pleading } from '../api-client/views.ts';
import styles from './filing.module.css';

type Block = Pleading['paper']['blocks'][number];
export type PaperPart = NonNullable<Block['parts']>[number];

/** The parts of the printed form, in the order of its sections. */
export function partsOf(pleading: Pleading): readonly PaperPart[] {
  return pleading.paper.blocks.find(({ block }) => block === 'form')?.parts ?? [];
}

/** Tables of the print: the reckoning of interest and the list of evidence. */
export function gridsOf(pleading: Pleading): readonly Block[] {
  return pleading.paper.blocks.filter(({ block }) => block === 'grid');
}

/** Rows of the printed form as they will stand on paper, each with what leads to changing it. */
export function PaperRows({
  rows,
  change,
}: {
  readonly rows: PaperPart['rows'];
  change?(index: number): ReactNode;
}) {
  return (
    <dl className={styles.rows} lang="zh-CN">
      {rows.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows of a print have no name but their place
        <div key={i}>
          <dt>{row.label}</dt>
          <dd>
            {row.lines.join('\n')}
            {change !== undefined && <div className={styles.links}>{change(i)}</div>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
