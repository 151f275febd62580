import t from 'tap';
import { tc3Authorization } from '../../../src/providers/sms/tc3.ts';
import { openTencentSms, readSmsReports } from '../../../src/providers/sms/tencent.ts';
import { type FlakyServer, startFlakyServer } from '../../../src/providers/testing/index.ts';
import { messageTo } from '../../support/message.ts';

/** The published example of signature v3: a call of another service at 2019-02-25. */
const EXAMPLE = {
  service: 'cvm',
  host: 'cvm.tencentcloudapi.com',
  contentType: 'application/json; charset=utf-8',
  timestamp: 1551113065,
  payload:
    '{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}',
} as const;

t.test('signatures are those of the published examples', async (t) => {
  t.equal(
    tc3Authorization({
      ...EXAMPLE,
      secretId: 'AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE',
      secretKey: 'Gu5t9xGARNpq86cd98joQYCN3EXAMPLE',
    }),
    'TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3EXAMPLE/2019-02-25/cvm/tc3_request, ' +
      'SignedHeaders=content-type;host, ' +
      'Signature=72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168',
  );
  t.equal(
    tc3Authorization({
      ...EXAMPLE,
      secretId: 'AKID********************************',
      secretKey: '********************************',
      action: 'DescribeInstances',
    }),
    'TC3-HMAC-SHA256 Credential=AKID********************************/2019-02-25/cvm/tc3_request, ' +
      'SignedHeaders=content-type;host;x-tc-action, ' +
      'Signature=10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f',
  );
});

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
const open = (templates = { '*': { id: '449739', fields: ['from', 'kind', 'digits'] } } as const) =>
  openTencentSms(
    {
      secretId: 'AKIDtest',
      secretKey: 'secret',
      appId: '1400006666',
      sign: '存证',
      sender: '10690001',
      region: 'ap-guangzhou',
      templates,
      url: server.url,
    },
    () => NOW,
  );

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
