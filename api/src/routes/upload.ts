import { CunzhengError, demand } from '@cunzheng/domain';
import type { FastifyRequest } from 'fastify';

/** What a form with one PDF holds. */
export interface Upload {
  readonly pdf: Uint8Array;
  readonly fileName: string;
  readonly title: string;
  readonly kind: string;
}

/**
 * Reads the form `file`, `title`, `kind`. The PDF must be in memory to be stamped, so it is read up to the limit only.
 * Throws `FILE_TOO_LARGE` with the limit in `details`, `FILE_EMPTY` without a file, `INPUT_INVALID` for other fields.
 */
export async function readUpload(request: FastifyRequest, maxBytes: number): Promise<Upload> {
  demand(request.isMultipart(), 'INPUT_INVALID', 'multipart/form-data expected');
  const fields = new Map<string, string>();
  let file: { pdf: Uint8Array; fileName: string } | undefined;
  const limits = { fileSize: maxBytes, files: 1, fields: 4, fieldSize: 4096, parts: 6 };
  for await (const part of request.parts({ limits })) {
    if (part.type === 'field') fields.set(part.fieldname, String(part.value));
    else file = { pdf: await readWhole(part.file, maxBytes), fileName: part.filename };
  }
  if (file === undefined) throw new CunzhengError('FILE_EMPTY', 'no file in the form');
  return { ...file, title: fields.get('title') ?? '', kind: fields.get('kind') ?? '' };
}

async function readWhole(
  stream: AsyncIterable<Uint8Array> & { truncated?: boolean },
  maxBytes: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  if (stream.truncated) {
    throw new CunzhengError('FILE_TOO_LARGE', 'over the limit', { details: { max: maxBytes } });
  }
  return Buffer.concat(chunks);
}

/** More than any setting allows; the flow that takes the bytes knows its own limit. */
const MOST_BYTES = 1024 ** 3;

/** A form whose file is passed on as it comes. */
export interface PassedUpload {
  readonly fields: ReadonlyMap<string, string>;
  readonly source: AsyncIterable<Uint8Array>;
}

/**
 * Hands the one file of a form to `take` while it arrives, with the fields that stand before it: nothing of it is held in
 * memory. Throws `INPUT_INVALID` for what is no form, `FILE_EMPTY` without a file, and what `take` throws.
 */
export async function passUpload<T>(
  request: FastifyRequest,
  take: (upload: PassedUpload) => Promise<T>,
): Promise<T> {
  demand(request.isMultipart(), 'INPUT_INVALID', 'multipart/form-data expected');
  const fields = new Map<string, string>();
  const limits = { fileSize: MOST_BYTES, files: 1, fields: 8, fieldSize: 4096, parts: 10 };
  for await (const part of request.parts({ limits })) {
    if (part.type === 'field') fields.set(part.fieldname, String(part.value));
    // What `take` leaves unread is read to the end, so the file must outlive whoever stops reading it: else the answer, or the
    // next request on the same line, would wait for it.
    else {
      const source = part.file.iterator({ destroyOnReturn: false });
      return await take({ fields, source }).finally(() => part.file.resume());
    }
  }
  throw new CunzhengError('FILE_EMPTY', 'no file in the form');
}
