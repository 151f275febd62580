import t from 'tap';
import { CALL_NAMES, createChaincode } from '../src/index.ts';
import { makeLedger } from './support/acts.ts';
import { MemoryLedger } from './support/memory-ledger.ts';

t.test('the functions of the contract are exactly these', (t) => {
  t.same(CALL_NAMES, [
    'approveCourt',
    'approveEdition',
    'approveMember',
    'findDocument',
    'init',
    'noteSuits',
    'proposeCourt',
    'proposeEdition',
    'proposeMember',
    'readBatch',
    'readCourts',
    'readEditions',
    'readKey',
    'readMembers',
    'readRecord',
    'record',
    'recordBatch',
    'recordsOfCase',
    'suitsOf',
  ]);
  t.same(Object.keys(createChaincode()), ['Init', 'Invoke']);
  t.end();
});

t.test('any other name is unknown', async (t) => {
  const ledger = await makeLedger();
  for (const name of [
    '',
    'Init',
    'constructor',
    'toString',
    'recordbatch',
    '__proto__',
    'record ',
  ]) {
    const result = await ledger.call(name, []);
    t.match(result, { status: 500, text: /^CALL_UNKNOWN: / }, name);
  }
});

t.test('every function refuses another number of arguments', async (t) => {
  const ledger = await makeLedger();
  for (const name of CALL_NAMES) {
    const result = await ledger.call(name, ['a', 'b', 'c', 'd']);
    t.match(result, { status: 500, text: /^INPUT_INVALID: / }, name);
  }
});

t.test('a fault of the peer goes through as it is', async (t) => {
  const ledger = new MemoryLedger();
  ledger.state.get = () => {
    throw new Error('state database gone');
  };
  await t.rejects(ledger.simulate('readMembers', []), { message: 'state database gone' });
});
