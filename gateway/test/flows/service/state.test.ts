import { RECEIPT_EVENTS } from '@cunzheng/domain';
import t from 'tap';
import {
  SERVICE_EDGES,
  SERVICE_STATES,
  type ServiceState,
  serviceEdge,
} from '../../../src/flows/service/state.ts';

t.test('every edge leads from a state to the state of its event, by one maker', async (t) => {
  for (const edge of SERVICE_EDGES) {
    t.ok(SERVICE_STATES.includes(edge.from));
    t.ok((RECEIPT_EVENTS as readonly string[]).includes(edge.event));
    t.equal(edge.to, edge.event, 'a service is in the state of the last thing that happened');
    t.equal(serviceEdge(edge.from, edge.event, edge.by), edge);
  }
  const keys = SERVICE_EDGES.map(({ from, event }) => `${from} ${event}`);
  t.equal(new Set(keys).size, keys.length, 'no edge stands twice');
});

t.test('every state can be reached from sent, and no event leads back', async (t) => {
  const reached = new Set<ServiceState>(['sent']);
  for (let grown = true; grown; ) {
    const before = reached.size;
    for (const { from, to } of SERVICE_EDGES) if (reached.has(from)) reached.add(to);
    grown = reached.size > before;
  }
  t.strictSame([...reached].sort(), [...SERVICE_STATES].sort());
  t.ok(SERVICE_EDGES.every(({ to }) => to !== 'sent'));
});

t.test('no event happens twice on any way through', async (t) => {
  const walk = (state: ServiceState, seen: readonly string[]) => {
    for (const { event, to } of SERVICE_EDGES.filter(({ from }) => from === state)) {
      t.notOk(seen.includes(event), [...seen, event].join(' '));
      if (!seen.includes(event)) walk(to, [...seen, event]);
    }
  };
  walk('sent', []);
});

t.test(
  'nobody makes the event of another: a recipient cannot arrive, a system cannot sign',
  async (t) => {
    t.equal(serviceEdge('sent', 'arrived', 'recipient'), undefined);
    t.equal(serviceEdge('opened', 'signed', 'system'), undefined);
    t.equal(serviceEdge('opened', 'signed', 'official'), undefined);
    t.equal(serviceEdge('arrived', 'left', 'recipient'), undefined);
    t.equal(serviceEdge('sent', 'signed', 'recipient'), undefined, 'not before it was opened');
  },
);
