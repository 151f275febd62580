import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'Is this message ours?',
  lead: 'Check a text message, mail or WeChat message of a court here first. You need not open its link, nor sign in.',
  sender: 'Its number, mail address or name',
  senderHint: 'The number of a text message, the sender of a mail, the name of a WeChat account',
  digits: 'The ten check digits in the message',
  digitsHint: 'The digits after “check digits” at its end, with or without blanks',
  check: 'Check',
  enterSender: 'Enter the number, mail address or name',
  enterDigits: 'Enter the ten check digits',
  yes: 'It is ours',
  yesText: 'This system sent the message. Sign in on this site to read what it is about.',
  from: 'From',
  system: 'This system',
  kind: 'About',
  by: 'Sent by',
  at: 'Sent at',
  no: 'It is not ours, or something is mistyped',
  noText: 'Compare the number and the digits once more. If it still cannot be found:',
  stepCall: 'Call the litigation service hotline 12368 and ask; never a number in the message.',
  stepLink: 'Do not open links in it and do not install anything from it.',
  stepPay:
    'Never pay to a private account. Courts take fees only at steps the law names, with a formal notice of payment.',
  stepCode: 'Tell nobody a code that came by text message; courts never ask for it.',
  stepPolice:
    'If you have paid or told something, call the police (110) or the anti-fraud line (96110) at once.',
  again: 'Check another one',
};
