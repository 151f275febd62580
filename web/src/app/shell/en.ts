import type { zh } from './zh.ts';

export const en: typeof zh = {
  product: 'Cunzheng',
  tagline: 'Court documents, served and checkable',
  skip: 'Skip to content',
  inbox: 'My documents',
  desk: 'Cases',
  integrity: 'Integrity',
  problems: 'Chain problems',
  keys: 'My signing keys',
  verify: 'Check a document',
  courts: 'Find a court',
  courtSetup: 'Set up courts',
  network: 'Network',
  signIn: 'Sign in',
  signOut: 'Sign out',
  language: '中文',
  elderOn: 'Large print',
  elderOff: 'Standard print',
  menu: 'Main menu',
  notices: 'System notices',
  demo: 'Demonstration ledger on one machine: the keys of all four courts are here; people and cases are invented.',
  singleOperator: 'One operator keeps the keys of all courts.',
  singleOperatorDemo:
    'One operator keeps the keys of all courts. Demonstration: people and cases are invented.',
  alarm: 'Ledger audit alarm: ',
  help: 'Need help? Call the litigation service hotline',
  hours: 'working days 9:00–12:00, 14:00–17:00',
  zone: 'All times are Beijing time (UTC+8).',
  offline: 'You are offline. What was handed in is safe; go on when the connection is back.',
  claim:
    'This system can only tell whether material was altered after it went on chain; whether its content was true before is for the judge (Online Litigation Rules, arts. 16–18).',
};
