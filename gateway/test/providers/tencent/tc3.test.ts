import t from 'tap';
import { tc3Headers } from '../../../src/providers/tencent/tc3.ts';

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
