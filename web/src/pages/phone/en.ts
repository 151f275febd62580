export const en = {
  title: 'Sign in or register by phone',
  lead: 'If you have no account, registration begins once your number is confirmed.',
  step: (at: number) => `Step ${at} of 2`,
  steps: 'Phone number|Code',
  mobile: 'Mobile number',
  confirm: 'Sign in or register',
  factTitle: 'One more thing',
  factLead:
    'This number belongs to an account that has an identity document. Numbers change hands; to protect that account, please give the last 4 characters of the document number.',
  afreshTitle: 'Not your account?',
  afreshText:
    'If the number came to you lately, register anew. The other account is not opened and loses this number.',
  afresh: 'I am new here: register',
  recover: 'Another number, or a lost phone? Recover your account',
  lostTitle: 'Cannot get in?',
  demoPeople: 'Demo: sign in as an invented person instead',
};
