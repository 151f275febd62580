import t from 'tap';
import { OUT_OF_ORDER, timesOutOfOrder } from '../../src/index.ts';

const at = (second: string) => `2026-03-02T01:00:${second}Z`;

t.test('times that follow each other are in order, to the second', async (t) => {
  t.notOk(timesOutOfOrder({ act: at('05.900') }));
  t.notOk(timesOutOfOrder({ act: at('05.900'), transaction: at('05.950') }));
  t.notOk(
    timesOutOfOrder({ act: at('05.900'), transaction: at('05.950'), recordedBy: at('05.000') }),
    'a cosignature tells whole seconds',
  );
});

t.test('an earlier step that bears a later time is out of order', async (t) => {
  t.ok(timesOutOfOrder({ act: at('07.000'), transaction: at('06.000') }), 'act after transaction');
  t.ok(
    timesOutOfOrder({ act: at('05.000'), transaction: at('07.000'), recordedBy: at('06.000') }),
    'transaction after cosignature',
  );
  t.ok(timesOutOfOrder({ act: at('07.000'), recordedBy: at('06.000') }), 'act after cosignature');
});

t.test('the sentence is one, in both languages', async (t) => {
  t.match(OUT_OF_ORDER['zh-CN'], /^[^。]+。$/);
  t.match(OUT_OF_ORDER.en, /^[^.]+\.$/);
});
