import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'Ask to pay later, less or nothing',
  lead: 'Whoever is in real need may ask for relief. It costs nothing and does not harm your case.',
  loading: 'Loading…',
  form: 'Application',
  whatAsk: 'What do you ask for?',
  kinds: {
    deferred: 'Pay later',
    reduced: 'Pay less',
    waived: 'Pay nothing',
  },
  kindHints: {
    deferred:
      'While waiting for social insurance or for damages after an accident at work, on the road or in hospital, and the like (art. 47)',
    reduced:
      'Hardship after a disaster, people under special care, and the like; at least 30% if granted (art. 46)',
    waived:
      'Natural persons only: disabled without a steady income, on minimum allowance, and the like (art. 45)',
  },
  law: 'Litigation Fee Measures arts. 44–50. The court decides before the case is docketed.',
  words: 'Why is it hard to pay?',
  wordsHint:
    'Your income and your family, for example “minimum allowance of 900 yuan a month, ill and without work”. 1000 characters at most. Only officials who handle your case can read it.',
  wordsMissing: 'Please say why it is hard to pay',
  kindMissing: 'Please choose what you ask for',
  papers:
    'If you have a certificate of allowance, disability or hardship, add it to the papers of your filing. You may ask without one.',
  send: 'Send the application',
  willHappen:
    'A judge decides and you are told. Until then you need not pay, and nothing is treated as withdrawn for not paying.',
  waiting: 'A judge is looking at it. You need not pay meanwhile.',
  withdraw: 'Withdraw the application',
  withdrawSure: 'The time to pay then runs on, and you may ask again. Withdraw it?',
  keep: 'Keep it',
  back: 'Back to the filing',
  late: 'The case has been docketed or has ended; it is too late to ask.',
  granted: {
    waived: 'The court has waived the fee: there is nothing to pay.',
    reduced: (percent) => `The court has reduced the fee by ${percent}%. Please pay the new sum.`,
    deferred: (day) => `The court has deferred the fee until ${day}.`,
  },
  court: 'What the court says',
};
