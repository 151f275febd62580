import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'Help and hotline 12368',
  lead: 'Whoever does not know how, cannot go on, or suspects a fraud can call 12368. The court charges nothing for it, and it does not affect your case.',
  hotline: 'Litigation service hotline 12368',
  call: 'Call 12368',
  loading: 'Reading…',
  who: 'Who to call for what',
  rows: [
    [
      'How to file, pay or attend a hearing',
      'Call 12368; people and the automatic voice both know',
    ],
    [
      'How far a case is, or to reach the judge',
      'Leave a message at 12368 and have the case number at hand; the judge answers',
    ],
    [
      'A document does not open, signing or the face check fails',
      'Call 12368 for technical help, or go to the court’s service hall',
    ],
    [
      'A message or call says it is from a court, and you doubt it',
      'Check it under “Check a document”, then call 12368; open no unknown link, transfer no money',
    ],
    [
      'Old, disabled or pregnant, and it is hard to do alone',
      'Call 12368 and ask for a person who helps; or do it here with your family beside you',
    ],
    ['A complaint about somebody at the court', 'Call 12368'],
  ],
  matter: 'What about',
  what: 'What to do',
  calls: 'When the court calls you',
  callsText:
    'Judge’s assistants and clerks may call you from 12368: about a hearing, an address, mediation, or your message. Nobody asks for a bank password or a code sent to you, or has you pay into a private account.',
  missed: 'What if I do not answer a call from 12368?',
  missedText:
    'Usually nothing. A call is a reminder and no service; nobody loses a case for a missed call. The court calls again, or writes by message, in your inbox or by post. Call 12368 back when you can, with your name and case number. What does affect your rights is a time limit in a document that was served: see “My documents” and your deadlines.',
  refuse: 'May I refuse to do this online?',
  refuseText:
    'Yes. You choose each step yourself, and agreeing to one is not agreeing to all; what you do not agree to is done at the court, with the same effect.',
  offline: 'What if I have no internet?',
  offlineText:
    'Go to the service hall of a court near you, where somebody helps; or ask 12368 for address and hours.',
  fees: 'What a court fee is',
  feesText:
    'It is reckoned by the State Council’s Litigation Fee Measures, each step with its article; if it is hard to pay, you can ask for it to be deferred, reduced or waived.',
  compute: 'Compute it',
  court: 'Office hours and address',
  courtText: 'Each court has its own hours.',
  findCourt: 'Find a court',
  verify: 'Check a document',
};
