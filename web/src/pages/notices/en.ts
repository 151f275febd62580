import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'My notices',
  lead: 'What courts and the system have told you; what you have not read comes first.',
  loading: 'Loading…',
  all: 'All',
  unread: 'Unread',
  filter: 'Which notices',
  demanded: 'Must be read',
  isUnread: 'Unread',
  isRead: 'Read',
  emptyTitle: 'No notices yet',
  emptyText:
    'You are told here when a court serves a document, a case moves on, a time limit is near, or something changes in your account.',
  emptyUnread: 'Nothing is unread',
  preferences: 'How I am told',
  isItOurs: 'Got a text message or mail? Check whether it is ours',
  page: (at: number, of: number) => `Page ${at} of ${of}`,
  earlier: 'Earlier notices',
  later: 'Later notices',
};
