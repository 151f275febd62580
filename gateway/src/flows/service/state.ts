import { type ReceiptEvent, SERVICE_CHANNELS } from '@cunzheng/domain';

/** States of a service 送达: sent, and then the last thing that happened to it. */
export const SERVICE_STATES = [
  'sent',
  'arrived',
  'opened',
  'signed',
  'refused',
  'left',
  'objected',
] as const;
export type ServiceState = (typeof SERVICE_STATES)[number];

/** Who makes an event: the court's system by itself, the recipient, or an official. */
export type EventMaker = 'system' | 'recipient' | 'official';

export interface ServiceEdge {
  readonly from: ServiceState;
  readonly event: ReceiptEvent;
  readonly to: ServiceState;
  readonly by: EventMaker;
}

/**
 * Every edge of a service's life; each makes one `receipt` record. Arrival counts when the message reaches the system
 * of the address (人民法院在线诉讼规则 31); opening is evidence of knowledge; refusing does not undo either, and who
 * refused may still sign. 留置 (民诉法 89) is done on paper and entered by an official.
 */
export const SERVICE_EDGES: readonly ServiceEdge[] = [
  { from: 'sent', event: 'arrived', to: 'arrived', by: 'system' },
  { from: 'arrived', event: 'opened', to: 'opened', by: 'system' },
  { from: 'opened', event: 'signed', to: 'signed', by: 'recipient' },
  { from: 'opened', event: 'refused', to: 'refused', by: 'recipient' },
  { from: 'opened', event: 'objected', to: 'objected', by: 'recipient' },
  { from: 'signed', event: 'objected', to: 'objected', by: 'recipient' },
  { from: 'refused', event: 'signed', to: 'signed', by: 'recipient' },
  { from: 'arrived', event: 'left', to: 'left', by: 'official' },
  { from: 'refused', event: 'left', to: 'left', by: 'official' },
];

/** The edge that an event takes from a state; `undefined` when there is none. */
export function serviceEdge(
  from: ServiceState,
  event: ReceiptEvent,
  by: EventMaker,
): ServiceEdge | undefined {
  return SERVICE_EDGES.find((edge) => edge.from === from && edge.event === event && edge.by === by);
}

/** Whose inbox a service is in: nobody's while the party has no account. */
export function recipientsOf({ recipient }: { readonly recipient: string | null }): string[] {
  return recipient === null ? [] : [recipient];
}

/** Channels that this version can send over by itself. */
export const SENDING_CHANNELS = SERVICE_CHANNELS.filter((channel) => channel === 'platform');

export const MAX_REASON_CHARACTERS = 200;
export const MAX_WITNESSES = 4;
