import { CunzhengError } from '@cunzheng/domain';

export const MIN_PASSWORD = 12;
export const MAX_PASSWORD = 128;

/** What people write first when twelve characters are asked for. */
const COMMON = new Set([
  ...['password1234', 'password12345', 'password123456', 'passwordpassword', 'p@ssw0rd1234'],
  ...[
    'qwertyuiop12',
    'qwertyuiop123',
    'qwertyuiopasdf',
    'qwerty123456',
    '1qaz2wsx3edc',
    '1q2w3e4r5t6y',
  ],
  ...[
    'administrator',
    'administrator1',
    'adminadmin12',
    'admin1234567',
    'admin123456789',
    'welcome12345',
  ],
  ...[
    'iloveyou1234',
    'woaini1314520',
    'woaini520131',
    'woaizhongguo',
    'zhongguo1949',
    'beijing20081',
  ],
  ...[
    'abcdefghijkl',
    'abcd12345678',
    'abc123456789',
    'a123456789012',
    'aa1234567890',
    'asdfghjkl123',
  ],
  ...[
    '123456789abc',
    '123456789012',
    '012345678901',
    '987654321098',
    '1234567890ab',
    '123123123123',
  ],
  ...[
    '112233445566',
    '147258369147',
    '520131452013',
    '888888888888',
    '666666666666',
    'letmein12345',
  ],
  ...[
    'cunzheng1234',
    'renminfayuan',
    'fayuan123456',
    'faguan123456',
    'huawei123456',
    'changeme1234',
  ],
]);

/**
 * Throws `PASSWORD_WEAK` for fewer than twelve characters, for what is on everybody's list, one repeated piece, or the
 * account's own name. No rules on kinds of characters (NIST SP 800-63B 5.1.1.2).
 */
export function demandPassword(password: string, account: string): void {
  const typed = password.normalize('NFKC');
  const weak = (why: string) => new CunzhengError('PASSWORD_WEAK', why, { details: { why } });
  if ([...typed].length < MIN_PASSWORD) throw weak('short');
  if ([...typed].length > MAX_PASSWORD) throw weak('long');
  const plain = typed.toLowerCase();
  const ofAccount = plain.replaceAll(account.toLowerCase(), '').length < 6;
  if (COMMON.has(plain) || /^(.{1,4})\1+$/u.test(plain) || ofAccount) throw weak('common');
}
