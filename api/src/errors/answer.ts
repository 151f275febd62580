import { type CunzhengError, ERROR_MESSAGES, LANGUAGES, type Language } from '@cunzheng/domain';

/** The body of every refusal. */
export interface ErrorAnswer {
  readonly code: string;
  readonly message: string;
  readonly requestId: string;
  readonly details?: Readonly<Record<string, string | number | boolean>>;
}

/** The language of our two that `Accept-Language` prefers (RFC 9110 12.5.4); Chinese when it says nothing of either. */
export function preferredLanguage(header: string | undefined): Language {
  const wanted = (header ?? '')
    .split(',')
    .map((part, place) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
      const q = parameters.map((each) => /^\s*q=([0-9.]+)$/.exec(each)?.[1]).find(Boolean);
      return { tag, weight: q === undefined ? 1 : Number(q), place };
    })
    .filter(({ tag, weight }) => tag !== '' && weight > 0)
    .sort((a, b) => b.weight - a.weight || a.place - b.place);
  for (const { tag } of wanted) {
    if (/^zh(-|$)/.test(tag)) return 'zh-CN';
    if (/^en(-|$)/.test(tag)) return 'en';
  }
  return LANGUAGES[0];
}

/** What a caller is told of an error: words by its code, never its inner message. */
export function errorAnswer(
  error: CunzhengError,
  language: Language,
  requestId: string,
): ErrorAnswer {
  return {
    code: error.code,
    message: ERROR_MESSAGES[error.code][language],
    requestId,
    ...(error.details === undefined ? {} : { details: error.details }),
  };
}
