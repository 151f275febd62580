import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'You are about to be signed out',
  body: 'Nothing was done for a while. For safety you are signed out when the time is up; what you filled in, except passwords, codes and numbers of documents, is kept on this device and is there when you sign in again.',
  limit:
    'You have been signed in for as long as one may. You are signed out when the time is up; what you filled in, except passwords, codes and numbers of documents, is kept on this device and is there when you sign in again.',
  left: (minutes: number, seconds: number) =>
    `Time left: ${minutes} min ${String(seconds).padStart(2, '0')} s`,
  stay: 'Stay signed in',
  leave: 'Sign out',
  close: 'I see',
};
