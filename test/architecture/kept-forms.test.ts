import t from 'tap';
import { read, trackedFiles } from './tree.ts';

/** Files with fields that need not outlive a session, and why. */
const NOT_KEPT: Readonly<Record<string, RegExp>> = {
  'passwords, codes and account names, before or beside a session; codes on paper':
    /^(?:sign-in\/|pages\/(?:sign-in|wechat-sign-in|invitation|link|phone|recover|security)\/)/,
  'what is looked for stands in the address':
    /^pages\/(?:audit\/page|cashier\/day-field|deadlines\/filters|settings\/page|desk\/search|staff\/people|review\/filters)\.tsx$/,
  'numbers and codes of somebody who stands at the window or holds the line':
    /^pages\/(?:recovery-review\/window|helping\/page)\.tsx$/,
  'asked by anybody, of a message in his hand': /^pages\/is-it-ours\/page\.tsx$/,
  'asked by anybody, and the page says that nothing is kept': /^pages\/fees\/amounts\.tsx$/,
  'of files, which a browser does not give back: the page says that it is lost':
    /^papers\/desk\/desk\.tsx$/,
  'notes of the filing that is open, kept together (pages/review/marks.ts)':
    /^pages\/review\/(?:correction-form|mark|other-forms|papers)\.tsx$/,
  'fields of the form beside it':
    /^pages\/(?:setting\/fields|deadline-start\/fields|deadline\/act-fields|file\/steps)\.tsx$/,
  'saved as it is typed, and kept until it is (filing/draft.ts)':
    /^(?:filing\/fields|pages\/filing-edit\/(?:party-form|address-step))\.tsx$/,
  'the fields themselves': /^components\/(?:text-input|text-area|day-input)\.tsx$/,
};

const withFields = trackedFiles()
  .filter((path) => /^web\/src\/.*\.tsx$/.test(path))
  .filter((path) => /<(?:TextInput|TextArea|DayInput|TextField)\b/.test(read(path)))
  .map((path) => path.slice('web/src/'.length));

t.test('every form with typed text is kept, as the warning before an idle end says', async (t) => {
  t.ok(withFields.length > 20);
  for (const path of withFields) {
    const excused = Object.values(NOT_KEPT).some((files) => files.test(path));
    t.equal(/\buse(?:Kept|Form|UploadForm)\(/.test(read(`web/src/${path}`)), !excused, path);
  }
});
