import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'What would you like to do?',
  mine: 'What waits for you',
  courts: 'Today’s work',
  lead: 'Every document a court issues, every service and every signature for it is recorded on a chain that several courts run together.',
  verify: 'Check a document',
  verifyText:
    'Find out whether a court issued it and whether it was altered since it went on chain. No sign-in; the file never leaves your device.',
  receive: 'I received a document',
  receiveText:
    'Sign in to read what the court sent you and sign for it on your phone. Takes about 3 minutes.',
  file: 'File a case',
  fileText: 'Sue or apply for enforcement on your phone. About 20 minutes; everything is saved.',
  staff: 'Court staff',
  staffText: 'Issue and serve documents, see what was received and what is on chain.',
  how: 'What this can tell you',
  shows:
    'It can tell: the document has not been altered since it went on chain, and by when it was there.',
  showsNot: 'It cannot tell: whether the content was true before. That is for the judge.',
  fraud:
    'Suspect a forged document or message? Check it first, then call 12368. A court never asks you to pay into a private account.',
  can: 'What can be done here, and how long it takes',
  tasks: [
    [
      'Read what a court sent you, sign for it or refuse it',
      'about 3 minutes',
      'at any hour of any day',
    ],
    ['Find out whether a document is from a court', 'about 1 minute', 'without signing in'],
    [
      'See my deadlines: until when to appeal, answer or pay',
      'at once',
      'each says how it was counted and goes into your calendar',
    ],
    [
      'Find out what a court fee is',
      'about 1 minute',
      'without signing in, with the article of each step',
    ],
    ['Find a court', 'about 1 minute', 'by name, pinyin or region'],
  ],
  task: 'What',
  takes: 'Takes',
  note: 'Note',
  elder:
    'Hard to read or to use? “Large print” at the top makes everything larger; or call 12368 and ask for somebody who helps.',
  help: 'Help and hotline',
  fees: 'Court fee calculator',
  loading: 'Reading…',
  toReceive: (n) => (n === 1 ? '1 document to sign for' : `${n} documents to sign for`),
  toReceiveText:
    'Read it, then sign for it. Signing says that you have received it, not that you agree with it.',
  openInbox: 'See my documents',
  nothing: 'Nothing waits for you',
  nothingText: 'When a court sends you something, you are told here and in your messages.',
  deadlines: 'My deadlines',
  deadlinesOf: (court) => `Deadlines of ${court}`,
  counts: (open, overdue) =>
    overdue === 0 ? `${open} running` : `${open} running, ${overdue} overdue`,
  noDeadlines: 'No deadline is running',
  allDeadlines: 'See all deadlines',
  calendarFile: 'All into my calendar (.ics)',
  now: 'the court’s turn',
  waiting: 'waiting for parties',
  done: 'done',
  desk: 'Cases',
  unknownYears: (years) => `The holidays of ${years} are not known`,
  unknownText:
    'A deadline that ends in that year counts weekends and fixed holidays only, and may still move. Enter the State Council’s notice when it is published, or wait for an update.',
  openCalendar: 'Open the calendar',
  missing: (n) => (n === 1 ? '1 setting is not decided' : `${n} settings are not decided`),
  missingText:
    'The court or the province decides these, and the system does not do it for you. Until then, what needs them cannot be done.',
  openSettings: 'Go to the settings',
  setups: (n) =>
    n === 1
      ? '1 court waits for this member’s approval'
      : `${n} courts wait for this member’s approval`,
  openSetups: 'Go and approve',
  administration: 'Administration',
  allDone: 'Nothing waits for the administrator',
  filings: 'What I am filing',
  toCorrect: (n) => `${n} to correct`,
  wasAccepted: (n) => `${n} accepted: to be paid, or waiting for the case number`,
  drafts: (n) => (n === 1 ? '1 unfinished' : `${n} unfinished`),
  openFilings: 'See what I am filing',
  myCases: 'My cases',
  myCasesText: 'Find a case number, and the documents of each case.',
  linkCase: 'Link my case',
  linkCaseText:
    'The court’s notice bears a case access code: enter it once and see the case from then on.',
  reviewOf: 'Filings',
  review: 'to be looked at',
  correction: 'waiting for correction',
  accepted: 'waiting for a number',
  untaken: (name, n) => `${name}, ${n} taken by nobody`,
};
