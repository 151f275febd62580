export const en = {
  title: 'It was not me',
  lead: 'Somebody asked to change the phone of your account.',
  text: 'If it was not you, cancel it here; nothing changes then. If it was you, close this page.',
  noSecret: 'This link is not complete. Open it again from the message, or call 12368.',
  cancel: 'Cancel the change',
  doneTitle: 'Cancelled',
  done: 'The change was cancelled; your account is as it was. Sign in and look at “Sign-in and security”; if in doubt call 12368.',
  signIn: 'Sign in',
};
