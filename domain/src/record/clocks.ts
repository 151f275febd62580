/** Instants that are told of one record, as ISO texts: the act, the ledger transaction, the latest cosignature. */
export interface ToldTimes {
  readonly act: string;
  readonly transaction?: string | undefined;
  readonly recordedBy?: string | undefined;
}

/**
 * True when what came earlier bears a later time, as happens after a machine's clock was set. Compared to the second,
 * because cosignatures tell no more. A text that is no time is never out of order.
 */
export function timesOutOfOrder({ act, transaction, recordedBy }: ToldTimes): boolean {
  const told = [act, transaction, recordedBy].filter((time) => time !== undefined);
  const seconds = told.map((time) => Math.floor(Date.parse(time) / 1000));
  return seconds.some((earlier, i) => seconds.slice(i + 1).some((later) => earlier > later));
}

/** What a page says beside times that are out of order: one sentence for people. */
export const OUT_OF_ORDER = {
  'zh-CN':
    '以上时间先后有出入，一般是因为有机器的时钟走快、走慢或被调整过；记录的先后以账本位置为准，上链后有无改动的结论不靠时钟。',
  en: 'These times are out of order, usually because a machine’s clock was fast, slow or set anew; the order of records is their place in the ledger, and whether anything changed since does not depend on clocks.',
} as const;
