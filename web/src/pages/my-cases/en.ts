import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'My cases',
  lead: 'Cases in which you are a party. You can only look for yourself, or for an organisation that you registered or may act for.',
  court: 'Of one court only (all if none is chosen)',
  all: 'Of all courts',
  loading: 'Loading…',
  none: 'No case was found',
  noneText:
    'If the court’s notice bears a case access code, link the case first. If nothing is found under your name and number either, call 12368.',
  cause: 'Cause',
  courtName: 'Court',
  who: 'You are',
  papers: 'Documents',
  papersOf: (all, waiting) => (waiting === 0 ? `${all}` : `${all}, ${waiting} to sign for`),
  openPapers: 'See its documents',
  notLinked: 'Name and number are yours; your account is not linked yet',
  notLinkedText: 'Link it once with the case access code on your notice to see its documents.',
  link: 'Link my case',
};
