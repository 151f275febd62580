import type { zh } from './zh.ts';

export const en: typeof zh = {
  title: 'Page not found',
  text: 'The link may be incomplete, or the document has moved. Start again from the home page.',
  home: 'Home',
  fault: 'Something went wrong on this page',
  faultText: 'You did nothing wrong. Reload the page; if it still fails, call 12368.',
  reload: 'Reload',
};
