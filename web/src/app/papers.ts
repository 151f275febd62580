/** Papers by which somebody says who he is. */
export const PAPERS = [
  'citizenCard',
  'residencePermit',
  'hongKongMacauPermit',
  'taiwanPermit',
  'passport',
  'permanentResidentCard',
  'other',
] as const;
export type Paper = (typeof PAPERS)[number];
