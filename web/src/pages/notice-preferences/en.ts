import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'How I am told',
  lead: 'Every notice is in “Notices”. Here you choose by which other ways you are told.',
  loading: 'Loading…',
  saved: 'Saved',
  waysTitle: 'Ways to reach you',
  offeredFrom: (sender: string) => `Sent by ${sender}`,
  notOffered: 'This platform does not offer this way at present.',
  none: 'No address yet',
  unverified: 'waits until you open the link in the mail',
  remove: 'Remove',
  smsChange: 'The number is changed with your account.',
  mailLabel: 'Add a mail address',
  mailAdd: 'Send a mail to confirm',
  mailEnter: 'Enter a mail address',
  mailSent: 'The mail is on its way. Open its link and sign in, then it counts.',
  mailConfirmed: 'The mail address is confirmed.',
  pushAdd: 'Tell me in this browser',
  pushDenied:
    'The browser did not allow it. Allow notices of this site in its settings, then try again.',
  pushNone: 'This browser cannot show notices.',
  pushAdded: 'This browser will show notices.',
  wechatAdd: 'Bind WeChat',
  wechatBound: 'WeChat account, bound',
  choicesTitle: 'What is told in which way',
  demanded:
    'Some of it must be told by law or for your safety, and is told even if nothing is chosen.',
  languageTitle: 'Language of messages',
  chinese: '中文',
  english: 'English',
  quiet:
    'You are left alone at night (22:00 to 7:00 unless the court has set other hours), except for keys, sign-ins and the like.',
};
