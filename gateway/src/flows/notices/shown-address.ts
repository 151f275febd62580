import type { Channel } from '../../store/tables/notices.ts';

/** An address with enough hidden that nobody who looks over a shoulder can use it. */
export function shownAddress(channel: Channel, address: string): string {
  if (channel === 'sms') return `${address.slice(0, 3)}****${address.slice(-4)}`;
  if (channel === 'mail') return address.replace(/^(.).*(?=@)/, '$1***');
  if (channel === 'push') return new URL(parseLoosely(address)).hostname;
  return '';
}

function parseLoosely(address: string): string {
  return (JSON.parse(address) as { endpoint: string }).endpoint;
}
