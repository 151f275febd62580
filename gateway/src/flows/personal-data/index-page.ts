import { beijingTime } from '@cunzheng/domain/deadlines';

/** What each file of the archive is, in both languages; a numbered one goes on where the one before ended. */
const FILES: readonly (readonly [RegExp, string, string])[] = [
  [/^data\/account/, '账号、姓名、职务', 'account, name, offices'],
  [/^data\/contacts/, '联系方式', 'how you can be reached'],
  [
    /^data\/proofing/,
    '实名认证：姓名、证件号码、每一步和审核',
    'proofing: name, number, each step and review',
  ],
  [/^data\/sign-ins/, '正在使用的登录、通行密钥', 'sign-ins that stand, passkeys'],
  [/^data\/notices/, '通知', 'notices'],
  [/^data\/notice-choices/, '通知方式和语言', 'how you want to be told, and in which language'],
  [/^data\/capacities/, '代理与律师资格', 'capacities in which you act'],
  [/^data\/payments/, '诉讼费用的交纳和退还', 'court fees paid and refunded'],
  [/^data\/keys/, '以您的名义登记的签名密钥', 'signing keys registered in your name'],
  [/^data\/signatures/, '以您的名义作出的签名', 'signatures made in your name'],
  [/^data\/reads-of-my-data/, '工作人员查阅您的信息的记录', 'what officials read of you'],
  [/^data\/what-i-read/, '您自己查阅的记录', 'what you read yourself'],
  [/^data\/services/, '送达给您的文书和回证', 'documents served on you, and receipts'],
  [/^photos\/capacity/, '资格证明照片', 'photograph of a paper of capacity'],
  [/^photos\//, '证件照片', 'photograph of your paper'],
  [
    /^proofs\//,
    '上链证明，可以在“核验”页面离线检查',
    'proof of what is on chain; the page “Verify” checks it without us',
  ],
];

const STYLE =
  'body{font:16px/1.7 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}' +
  'table{border-collapse:collapse;width:100%}td{border-top:1px solid #ccc;padding:.4rem .5rem;vertical-align:top;word-break:break-all}';

/** The page by which a person reads his archive; works without a network. */
export function indexPage(about: {
  readonly name: string;
  readonly at: Date;
  readonly files: readonly string[];
}): Uint8Array {
  const at = beijingTime(about.at.getTime()).slice(0, 16).replace('T', ' ');
  const rows = about.files.map((file) => {
    const [, zh = '', en = ''] = FILES.find(([pattern]) => pattern.test(file)) ?? [];
    return `<tr><td><a href="${escaped(file)}">${escaped(file)}</a></td><td>${zh}<br><span lang="en">${en}</span></td></tr>`;
  });
  return Buffer.from(`<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>我的信息 My data</title>
<style>${STYLE}</style>
<h1>我的信息 <span lang="en">My data</span></h1>
<p>${escaped(about.name)}，${at}（北京时间）下载。这里是本平台保存的关于您的全部信息。请妥善保管：里面有您的证件号码和照片。</p>
<p lang="en">Downloaded at ${at} Beijing time. This is everything the platform holds about you. Keep it well: your number and photographs are in it.</p>
<p>文书原件在“我的送达”里下载；法院卷宗依法由法院归档，可以申请阅卷。</p>
<p lang="en">Documents themselves are downloaded from your inbox; the court’s files are kept by the court’s duty to archive, and can be asked for.</p>
<table>
${rows.join('\n')}
</table>
</html>
`);
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
