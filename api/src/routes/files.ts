import type { FileAnswer } from '@cunzheng/gateway';
import type { FastifyReply } from 'fastify';

/** `Content-Disposition` with a name that may hold Chinese (RFC 6266, RFC 8187). */
export function disposition(kind: 'inline' | 'attachment', name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/** Streams a PDF; never stored by caches between us and the reader. */
export function sendPdf(reply: FastifyReply, file: FileAnswer) {
  return reply
    .type('application/pdf')
    .header('content-length', file.size)
    .header('content-disposition', disposition('inline', file.name))
    .header('cache-control', 'private, no-store')
    .send(file.stream);
}
