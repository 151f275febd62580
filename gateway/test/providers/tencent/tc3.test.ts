import t from 'tap';
import { tc3Authorization, tc3Headers } from '../../../src/providers/tencent/tc3.ts';

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

t.test('the published example has the published signature', async (t) => {
  const name = String.raw`\u672a\u547d\u540d`;
  const headers = tc3Headers({
    host: 'cvm.tencentcloudapi.com',
    service: 'cvm',
    action: 'DescribeInstances',
    secretId: `AKID${'*'.repeat(32)}`,
    secretKey: '*'.repeat(32),
    body: `{"Limit": 1, "Filters": [{"Values": ["${name}"], "Name": "instance-name"}]}`,
    timestamp: 1551113065,
  });
  t.match(
    headers.authorization,
    /2019-02-25\/cvm\/tc3_request, SignedHeaders=content-type;host;x-tc-action/,
  );
  t.match(
    headers.authorization,
    /Signature=10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f$/,
  );
});
