import t from 'tap';
import { serializerCompiler } from '../src/schemas/serializers.ts';

const closed = { type: 'object', additionalProperties: false } as const;
const COURT = { $id: 'Court', ...closed, properties: { code: { type: 'string' } } };
const CASE = { $id: 'Case', ...closed, properties: { court: { $ref: 'Court#' } } };
const UNUSED = { $id: 'Unused', ...closed, properties: { broken: { $ref: 'Nowhere#' } } };
const route = { method: 'GET', url: '/', httpStatus: '200' };

t.test('an answer is written by the schemas it refers to, however deep', async (t) => {
  const compile = serializerCompiler([COURT, CASE, UNUSED]);
  const write = compile({ schema: { type: 'array', items: { $ref: 'Case#' } }, ...route } as never);
  const secret = { court: { code: '京0491', keys: 'never' }, notes: 'never' };
  t.equal(write([secret]), '[{"court":{"code":"京0491"}}]');
});

t.test('one schema is compiled once, and two are not mixed up', async (t) => {
  const compile = serializerCompiler([COURT, CASE]);
  const of = (id: string) => compile({ schema: { $ref: `${id}#` }, ...route } as never);
  t.equal(of('Court'), of('Court'));
  t.not(of('Court'), of('Case'));
  t.equal(of('Court')({ code: '浙0192' }), '{"code":"浙0192"}');
});

t.test('a schema that refers to nothing there is found out at once', async (t) => {
  const compile = serializerCompiler([COURT]);
  t.throws(() => compile({ schema: { $ref: 'Nowhere#' }, ...route } as never));
});
