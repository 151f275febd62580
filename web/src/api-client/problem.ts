/** What the API says when something did not go through; `message` is already in the reader's language. */
export class ApiProblem extends Error {
  readonly code: string;
  readonly status: number;
  readonly requestId: string | undefined;
  /** What the refusal is about, such as a field. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    body:
      | {
          code?: string;
          message?: string;
          requestId?: string;
          details?: Record<string, unknown>;
        }
      | undefined,
  ) {
    super(body?.message ?? '');
    this.name = 'ApiProblem';
    this.status = status;
    this.code = body?.code ?? 'INTERNAL';
    this.requestId = body?.requestId;
    this.details = body?.details ?? {};
  }
}
