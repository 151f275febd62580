import { parseDocumentCode, type ReceiptEvent, type ServiceChannel } from '@cunzheng/domain';

export type ChainState = 'pending' | 'recorded' | 'proven' | 'failed';

/** What the public look-up tells: never persons, case numbers or titles. */
export interface PublicDocument {
  readonly number?: string;
  readonly court: { readonly code: string; readonly name: string };
  readonly issuedAt: string;
  readonly sha256: string;
  readonly sm3: string;
  readonly size: number;
  readonly pages: number;
  readonly chain: Chain;
  readonly checkpoint?: { readonly size: number; readonly root: string; readonly signedAt: string };
  readonly services: readonly {
    readonly sentAt: string;
    readonly channel: ServiceChannel;
    readonly events: readonly {
      readonly event: ReceiptEvent;
      readonly actTime: string;
      readonly chain: Chain;
    }[];
  }[];
}

/** Where the document's record stands; a state that is neither on the ledger nor on its way counts as failed. */
export function standingOf({ chain }: PublicDocument): 'onLedger' | 'pending' | 'failed' {
  if (chain.state === 'recorded' || chain.state === 'proven') return 'onLedger';
  return chain.state === 'pending' ? 'pending' : 'failed';
}

export interface Chain {
  readonly state: ChainState;
  readonly recordId: string;
  readonly block?: number;
  readonly txTime?: string;
  readonly index?: number;
  readonly provenAt?: string;
}

export type Answer =
  | { readonly state: 'found'; readonly document: PublicDocument }
  | { readonly state: 'notFound' | 'failed' | 'limited' };

/** Looks a document up by the number and code printed on it; they travel in the body, in no address. Never rejects. */
export function lookUpNumber(base: string, number: string, code: string): Promise<Answer> {
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-cunzheng-csrf': '1' },
    body: JSON.stringify({ number: number.trim(), code: plainCode(code) }),
  };
  return ask(`${base}/public/documents`, (body) => body as PublicDocument, request);
}

/** A code as it is printed, whatever a person typed; a hopeless one is left for the server to refuse. */
function plainCode(code: string): string {
  try {
    return parseDocumentCode(code);
  } catch {
    return code.trim();
  }
}

/** Asks whether a document with this SHA-256 is registered; only the digest is sent. Never rejects. */
export function lookUpDigest(base: string, sha256: string): Promise<Answer> {
  return ask(
    `${base}/public/digests/${sha256}`,
    (body) => (body as { document?: PublicDocument }).document,
  );
}

async function ask(
  url: string,
  read: (body: unknown) => PublicDocument | undefined,
  request: RequestInit = {},
): Promise<Answer> {
  try {
    const response = await fetch(url, request);
    if (response.status === 404 || response.status === 400) return { state: 'notFound' };
    if (response.status === 429) return { state: 'limited' };
    if (!response.ok) return { state: 'failed' };
    const document = read(await response.json());
    return document === undefined ? { state: 'notFound' } : { state: 'found', document };
  } catch {
    return { state: 'failed' };
  }
}
