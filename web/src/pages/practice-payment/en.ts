import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'Practice payment',
  lead: 'No money moves here: it is for trying what can become of a payment. In earnest this happens in WeChat or Alipay.',
  loading: 'Loading…',
  amount: 'To pay',
  number: 'Number',
  state: 'Now',
  states: {
    open: 'waiting',
    late: 'with the bank',
    paid: 'paid',
    failed: 'failed',
    closed: 'closed',
  },
  pay: 'Pay',
  payQuiet: 'Pay, and do not tell the court',
  payTwice: 'Pay, and tell the court twice',
  payLate: 'The bank takes its time',
  payOther: 'Pay one yuan too much',
  fail: 'Fail',
  arrive: 'It arrives now; tell the court',
  tell: 'Tell the court once more',
  told: 'The court has been told.',
  back: 'You can close this page and go back to the one that asked.',
};
