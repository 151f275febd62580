import t from 'tap';
import {
  openTencentCodes,
  openTencentSms,
  readSmsReports,
} from '../../../src/providers/sms/tencent.ts';
import { type FlakyServer, startFlakyServer } from '../../../src/providers/testing/index.ts';
import { messageTo } from '../../support/message.ts';

const ok = (serial = '2026:1') => ({
  Response: {
    SendStatusSet: [
      { SerialNo: serial, PhoneNumber: '+8613800000000', Fee: 1, Code: 'Ok', Message: 'ok' },
    ],
    RequestId: 'r',
  },
});
let server: FlakyServer;
t.before(async () => {
  server = await startFlakyServer({ routes: { 'POST /': () => ({ json: ok() }) } });
});
t.teardown(() => server.close());

const NOW = Date.parse('2026-11-22T02:00:00.000Z');
const account = () => ({
  secretId: 'AKIDtest',
  secretKey: 'secret',
  appId: '1400006666',
  sign: '存证',
  sender: '10690001',
  region: 'ap-guangzhou',
  url: server.url,
});
const TEMPLATES = { '*': { id: '449739', fields: ['from', 'kind', 'digits'] } } as const;
const open = (templates = TEMPLATES) => openTencentSms({ ...account(), templates }, () => NOW);

t.test('a message goes out in the published form', async (t) => {
  const sent = await open().send(messageTo('13800000000'), 'key-1');
  t.strictSame(sent, { state: 'accepted', reference: '2026:1' });
  const request = server.requests.at(-1);
  t.match(request?.headers, {
    'x-tc-action': 'SendSms',
    'x-tc-version': '2021-01-11',
    'x-tc-timestamp': String(NOW / 1000),
    'x-tc-region': 'ap-guangzhou',
    authorization:
      /^TC3-HMAC-SHA256 Credential=AKIDtest\/2026-11-22\/sms\/tc3_request, SignedHeaders=content-type;host;x-tc-action, Signature=[0-9a-f]{64}$/,
  });
  t.strictSame(JSON.parse(request?.body ?? ''), {
    PhoneNumberSet: ['+8613800000000'],
    SmsSdkAppId: '1400006666',
    SignName: '存证',
    TemplateId: '449739',
    TemplateParamSet: ['北京互联网法院', '文书送达', '12345 67890'],
    SessionContext: 'key-1',
  });
});

t.test(
  'a code goes out by the template of codes, and without one nobody sends codes',
  async (t) => {
    const codes = { id: '600', fields: ['code', 'minutes'] } as const;
    const sender = openTencentCodes({ ...account(), templates: TEMPLATES, codes }, () => NOW);
    await sender?.send('13800000000', { code: '012345', minutes: 5 });
    t.match(JSON.parse(server.requests.at(-1)?.body ?? ''), {
      PhoneNumberSet: ['+8613800000000'],
      TemplateId: '600',
      TemplateParamSet: ['012345', '5'],
    });
    server.failNext('down');
    const failed = sender?.send('13800000000', { code: '012345', minutes: 5 });
    await t.rejects(failed ?? Promise.resolve(), { code: 'PROVIDER_UNAVAILABLE' });
    t.equal(
      openTencentCodes({ ...account(), templates: TEMPLATES }, () => NOW),
      undefined,
    );
  },
);

const failed = (code: string) => ({
  answer: { json: { Response: { SendStatusSet: [{ Code: code, SerialNo: '' }] } } },
});
const erred = (code: string) => ({ answer: { json: { Response: { Error: { Code: code } } } } });

for (const [fault, code] of [
  [failed('LimitExceeded.PhoneNumberThirtySecondLimit'), 'PROVIDER_UNAVAILABLE'],
  [erred('RequestLimitExceeded'), 'PROVIDER_UNAVAILABLE'],
  [erred('InternalError'), 'PROVIDER_UNAVAILABLE'],
  [failed('FailedOperation.InsufficientBalanceInSmsPackage'), 'PROVIDER_UNAVAILABLE'],
  [failed('InvalidParameterValue.IncorrectPhoneNumber'), 'PROVIDER_REFUSED'],
  [failed('FailedOperation.PhoneNumberInBlacklist'), 'PROVIDER_REFUSED'],
  [erred('AuthFailure.SecretIdNotFound'), 'PROVIDER_REFUSED'],
  [{ answer: { json: {} } }, 'PROVIDER_UNAVAILABLE'],
  ['down', 'PROVIDER_UNAVAILABLE'],
  ['lost', 'PROVIDER_UNAVAILABLE'],
  ['garbage', 'PROVIDER_UNAVAILABLE'],
] as const) {
  t.test(`${JSON.stringify(fault)} is ${code}`, async (t) => {
    server.failNext(fault);
    await t.rejects(open().send(messageTo('13800000000'), 'key-2'), { code });
  });
}

t.test('what no template is registered for is refused', async (t) => {
  const sender = open({} as never);
  await t.rejects(sender.send(messageTo('13800000000'), 'k'), { code: 'PROVIDER_REFUSED' });
});

t.test('reports are read from the published form, anything else is left out', async (t) => {
  const report = {
    user_receive_time: '2015-10-17 08:03:04',
    nationcode: '86',
    mobile: '13xxxxxxxxx',
    report_status: 'SUCCESS',
    errmsg: 'DELIVRD',
    description: '用户短信送达成功',
    sid: '2026:1',
  };
  const failing = { ...report, report_status: 'FAIL', sid: '2026:2' };
  t.strictSame(
    readSmsReports([report, failing, null, 7, { sid: 1 }, { ...report, report_status: 'x' }]),
    [
      { reference: '2026:1', delivered: true },
      { reference: '2026:2', delivered: false },
    ],
  );
  t.strictSame(readSmsReports({ sid: 'x' }), []);
  t.strictSame(readSmsReports(undefined), []);
});
