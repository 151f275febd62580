import t from 'tap';
import { explainGatewayError, isOrdered } from '../src/gateway.ts';

/** A fault as the gateway hands it out: its own words, and what each orderer said. */
const fault = (...said: string[]) =>
  Object.assign(new Error('14 UNAVAILABLE: insufficient number of orderers'), {
    details: said.map((message, i) => ({ mspId: `M${i}`, message })),
  });

t.test('an orderer that had a transaction before it was handed in has it', async (t) => {
  const processed =
    'status=SERVICE_UNAVAILABLE, info=failed to submit request: request already processed';
  const pooled =
    'status=SERVICE_UNAVAILABLE, info=failed to submit request: request already exists';
  t.ok(isOrdered(fault('no route', processed)));
  t.ok(isOrdered(fault(pooled)));
  t.notOk(isOrdered(fault('no route', 'status=SERVICE_UNAVAILABLE, info=no leader')));
  t.notOk(isOrdered('request'));
});

t.test('what each orderer said is told with the fault', async (t) => {
  t.equal(
    explainGatewayError(fault('no route')),
    '14 UNAVAILABLE: insufficient number of orderers; M0: no route',
  );
  t.equal(explainGatewayError('x'), 'x');
});
