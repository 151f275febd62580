/** Words of a lawyer's badge. */
export const zh = {
  lawyer: '执业律师',
  line: (firm: string, licence: string) => `${firm} · 执业证 ${licence}`,
  period: (from: string, to: string | undefined) =>
    to === undefined ? `${from} 起有效` : `有效期 ${from} 至 ${to}`,
  checked: (court: string) => `${court}核对`,
};
export const en: typeof zh = {
  lawyer: 'Lawyer',
  line: (firm, licence) => `${firm} · licence ${licence}`,
  period: (from, to) => (to === undefined ? `holds since ${from}` : `holds from ${from} to ${to}`),
  checked: (court) => `checked by ${court}`,
};
