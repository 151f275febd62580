import type { zh } from './zh.ts';

export const en: typeof zh = {
  loading: 'Reading the list of papers…',
  limits: (file: string, all: string, papers: number) =>
    `Each at most ${file}, PDF or photo (JPEG, PNG, WebP); together at most ${all} and ${papers} papers.`,
  limitsHint:
    'If the line breaks, choose the same file again and it goes on from there. Until you hand in you can replace and take out.',
  used: (papers: number, bytes: string) => `In it now: ${papers}, ${bytes} together.`,
  expected: 'usually needed',
  optional: 'if you have it',
  none: 'No file yet',
  there: (n: number) => `${n} papers in it`,
  choose: 'Choose files',
  camera: 'Take a photo',
  add: (slot: string) => `Choose files: ${slot}`,
  photograph: (slot: string) => `Take a photo: ${slot}`,
  hint: 'A PDF goes as it is; photos can be straightened, brightened and joined into one PDF.',
  view: 'View',
  viewOf: (name: string) => `View “${name}”`,
  hide: 'Close',
  hideOf: (name: string) => `Close “${name}”`,
  replace: 'Replace',
  replaceOf: (name: string) => `Replace “${name}”`,
  withdraw: 'Take out',
  withdrawOf: (name: string) => `Take out “${name}”`,
  withdrawn: (name: string) => `“${name}” was taken out.`,
  replaced: (name: string) => `The former “${name}” was replaced.`,
  undo: 'Undo',
  handedIn: 'handed in before',
  remark: 'The court says: ',
  scanPending: 'waiting for the virus check; the court cannot open it before',
  infected: 'a virus was found; the court cannot open it, please replace it',
  notScanned: 'not checked for viruses',
  tooLarge: (name: string, max: string) =>
    `“${name}” is too large; each at most ${max}. Split it, or make its pictures smaller.`,
  wrongKind: (name: string) =>
    `“${name}” is neither PDF nor photo; save it as PDF and choose again.`,
  empty: (name: string) => `“${name}” is empty.`,
  rest: (n: number) =>
    n === 1
      ? 'The other file is in order; go on with it.'
      : `The other ${n} files are in order; go on with them.`,
  tooMany: (n: number, max: number, left: number) =>
    `A filing takes ${max} papers at most and has room for ${left}; these are ${n}. Join them into one PDF, or leave some out.`,
  notTaken: (name: string, why: string) => `“${name}” was not taken: ${why}`,
  tooMuch: (max: string) =>
    `With these all papers would be over ${max}. Take out what is not needed, or make pictures smaller.`,
  sending: (name: string) => `Uploading “${name}”`,
  paused: (name: string) => `“${name}” is paused`,
  offline: (name: string) => `No network; “${name}” goes on by itself when it is back`,
  progress: (sent: string, of: string, percent: number) => `${sent} of ${of} (${percent}%)`,
  finishing: 'All sent, being checked…',
  left: (seconds: number) =>
    seconds < 60 ? `about ${seconds} s left` : `about ${Math.ceil(seconds / 60)} min left`,
  waiting: (n: number) => `${n} more to go; stay on this page until they are in`,
  pause: 'Pause',
  resume: 'Go on',
  cancel: 'Cancel',
  unfinished: (name: string, percent: number) =>
    `“${name}” came to ${percent}% last time. Choose the same file again and it goes on.`,
  discard: 'Throw away',
  discardOf: (name: string) => `Throw away “${name}”`,
};
