import { CunzhengError, isErrorCode } from '@cunzheng/domain';

/** The contract's `CODE: text` as our error; `LEDGER_REFUSED` when its text has no code of ours. */
export function refusal(message: string): CunzhengError {
  const [, code = '', text = ''] = /^([A-Z0-9_]+): (.*)$/s.exec(message) ?? [];
  return isErrorCode(code)
    ? new CunzhengError(code, text)
    : new CunzhengError('LEDGER_REFUSED', message);
}
