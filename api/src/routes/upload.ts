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
