import { DIGEST_PATTERN } from '@cunzheng/domain';
import { type TSchema, Type } from 'typebox';

/** A schema by its name, typed as what it describes. */
export const named = <T>(id: string) => Type.Unsafe<T>({ $ref: `${id}#` });
export const closed = { additionalProperties: false } as const;

/** A closed object that answers name by `id`; it stands in `NAMED_SCHEMAS`. */
export const object = (id: string, properties: Record<string, TSchema>, more: object = {}) =>
  Type.Object(properties, { $id: id, ...closed, ...more });

export const Time = Type.String({ format: 'date-time' });
export const Id = Type.String({ format: 'uuid' });
export const RecordIdText = Type.String({ pattern: DIGEST_PATTERN });
export const Count = Type.Integer({ minimum: 0 });
export const optional = Type.Optional;
/** Number of a page of a list, from 1. */
export const Page = Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,4}$' }));
