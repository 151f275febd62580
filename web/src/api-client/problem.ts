/** What the API says when something did not go through; `message` is already in the reader's language. */
export class ApiProblem extends Error {
  readonly code: string;
  readonly status: number;
  readonly requestId: string | undefined;

  constructor(
    status: number,
    body: { code?: string; message?: string; requestId?: string } | undefined,
  ) {
    super(body?.message ?? '');
    this.name = 'ApiProblem';
    this.status = status;
    this.code = body?.code ?? 'INTERNAL';
    this.requestId = body?.requestId;
  }
}
