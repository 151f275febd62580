import { Writable } from 'node:stream';
import type { CaseSummary } from '@cunzheng/gateway';
import t from 'tap';
import { build } from '../src/app.ts';
import { createLogger, describeError } from '../src/logger.ts';
import { overInject, testCourt } from './support/deployment.ts';
import { issueAndServe, Person } from './support/person.ts';

t.test(
  'a whole story leaves no name, number, code, cookie or query in the log or the metrics',
  async (t) => {
    const court = await testCourt();
    t.teardown(() => court.close());
    const lines: string[] = [];
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString());
        done();
      },
    });
    const logger = createLogger('trace', sink);
    const pages = { web: '/none', verifyPage: '/none' };
    const app = await build(court.config, court.deployment.deps, { pages, logger });
    t.teardown(() => app.close());
    const clerk = new Person(overInject(app));
    const litigant = new Person(overInject(app));
    await clerk.signIn('bj-clerk');
    await litigant.signIn('zhangwei');
    const cases = await clerk.ask<{ items: CaseSummary[] }>('GET', '/api/v1/cases?q=%E5%BC%A0');
    const found = cases.body.items.find(({ caseNumber }) => caseNumber.includes('1001'));
    const caseId = found?.id as string;
    const partyId = found?.parties.find(({ name }) => name === '张未')?.id as string;
    const { document, service } = await issueAndServe(clerk, { caseId, partyId });
    await litigant.ask('POST', `/api/v1/services/${service.id}/open`);
    await litigant.sign(`/api/v1/services/${service.id}/signing`, { event: 'signed' });
    const { number, code } = document;
    await litigant.ask('POST', '/api/v1/public/documents', { number, code });
    await litigant.ask('GET', '/api/v1/nowhere?name=zhangwei');
    await clerk.upload(caseId, { pdf: Buffer.from('no pdf'), title: '张未案' });
    const log = lines.join('');
    t.match(log, /"route":"\/api\/v1\/public\/documents"/, 'it does log');
    const metrics = String((await litigant.ask('GET', '/metrics')).body);
    for (const secret of [
      '张未',
      '林知远',
      'zhangwei',
      '民初',
      '判决',
      number,
      encodeURIComponent(number),
      code,
      document.sha256,
      document.id,
      service.id,
      'cunzheng_session',
      '127.0.0.1',
    ]) {
      t.notOk(log.includes(secret), `log holds no ${secret}`);
      t.notOk(metrics.includes(secret), `metrics hold no ${secret}`);
    }
  },
);

t.test('of an error without a code of ours the log has no words', async (t) => {
  t.strictSame(Object.keys(describeError(new Error('张未'))).sort(), ['stack', 'type']);
  t.notMatch(JSON.stringify(describeError(new Error('张未'))), /张未/);
});
