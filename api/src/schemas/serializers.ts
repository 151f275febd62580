import fastJsonStringify, { type Schema } from 'fast-json-stringify';
import type { FastifySchema } from 'fastify';
import type { FastifySerializerCompiler } from 'fastify/types/schema.js';

type Named = object & { readonly $id?: string };

/**
 * How answers are written, for `setSerializerCompiler`. Each schema is compiled once however many routes answer with it, and
 * beside those named schemas only that it refers to: the refusals alone would otherwise be compiled for every route, each time
 * beside every schema there is, which takes a server longer than all the rest of its start. Throws what the library throws
 * for a schema that is none.
 */
export function serializerCompiler(
  named: readonly Named[],
): FastifySerializerCompiler<FastifySchema> {
  const byId = new Map(named.map((schema) => [String(schema.$id), schema]));
  const made = new Map<string, (answer: unknown) => string>();
  return ({ schema }) => {
    const text = JSON.stringify(schema);
    const known = made.get(text);
    if (known !== undefined) return known;
    const serialize = fastJsonStringify(schema as Schema, { schema: referred(text, byId) });
    made.set(text, serialize);
    return serialize;
  };
}

/** The named schemas that a schema refers to, those they refer to, and so on. */
function referred(text: string, byId: ReadonlyMap<string, Named>): Record<string, Schema> {
  const found: Record<string, Schema> = {};
  const look = (within: string) => {
    for (const [, id = ''] of within.matchAll(/"\$ref":"([^"#]+)/g)) {
      const schema = byId.get(id);
      if (schema === undefined || id in found) continue;
      found[id] = schema as Schema;
      look(JSON.stringify(schema));
    }
  };
  look(text);
  return found;
}
