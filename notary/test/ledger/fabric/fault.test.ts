import { status } from '@grpc/grpc-js';
import t from 'tap';
import { endorsersRefusal, faultOf } from '../../../src/ledger/fabric/fault.ts';

/** What the gateway of a peer answers. */
function gatewayError(code: number, message: string, ...said: [string, string][]) {
  const details = said.map(([mspId, text]) => ({ mspId, message: text, address: 'x:1' }));
  return Object.assign(new Error(message), { code, details });
}

const FIRST = '10 ABORTED: failed to endorse transaction, see attached details for more info';
const LATER = '10 ABORTED: failed to collect enough transaction endorsements, see attached details';

t.test('the contract’s code is unpacked from what endorsers said', async (t) => {
  const text = 'chaincode response 500, COURT_EXISTS: 京0491 has a host';
  const refused = endorsersRefusal(gatewayError(10, FIRST, ['A', text]), 0);
  t.match(refused, { code: 'COURT_EXISTS', message: '京0491 has a host' });
  const strange = gatewayError(10, FIRST, ['A', 'chaincode response 500, NO_SUCH_CODE: x']);
  t.equal(endorsersRefusal(strange, 0)?.code, 'LEDGER_REFUSED');
});

t.test('endorsers that disagree refuse nothing: one of them lags behind', async (t) => {
  const text = 'chaincode response 500, COURT_UNKNOWN: x';
  t.equal(endorsersRefusal(gatewayError(10, LATER, ['B', text]), 0), undefined);
  t.equal(endorsersRefusal(gatewayError(10, LATER, ['B', text]), 3), undefined);
  const all = gatewayError(10, LATER, ['A', text], ['B', text], ['C', text]);
  t.equal(endorsersRefusal(all, 3)?.code, 'COURT_UNKNOWN');
  const mixed = gatewayError(10, LATER, ['A', text], ['B', 'connection refused']);
  t.equal(endorsersRefusal(mixed, 2), undefined);
  t.equal(endorsersRefusal(new Error('14 UNAVAILABLE'), 0), undefined);
});

t.test('each failure of a stage has its kind', async (t) => {
  const kind = (code: number, message: string, ...said: [string, string][]) =>
    faultOf(gatewayError(code, message, ...said)).kind;
  t.equal(kind(status.UNAVAILABLE, 'no connection'), 'unreachable');
  t.equal(kind(status.DEADLINE_EXCEEDED, 'too late'), 'timeout');
  t.equal(kind(status.PERMISSION_DENIED, 'access denied'), 'other');
  t.equal(kind(10, LATER, ['B', 'ProposalResponsePayloads do not match']), 'differs');
  t.equal(kind(9, 'duplicate transaction found [ab]. Creator [cd]'), 'known');
  t.equal(
    kind(10, FIRST, ['A', 'error in simulation: transaction returned with failure: x']),
    'failed',
  );
  t.equal(kind(14, 'insufficient', ['A', 'info=request already processed']), 'ordered');
  t.equal(
    kind(14, 'insufficient number of orderers', ['A', 'message payload exceeds maximum allowed']),
    'tooLarge',
  );
});

t.test('a fault says what each one said', async (t) => {
  const { message } = faultOf(gatewayError(10, LATER, ['A', 'one'], ['B', 'two']));
  t.match(message, /A: one; B: two/);
});
