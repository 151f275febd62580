import { type FilingRecord, hideFields, type Json } from '@cunzheng/domain';
import t from 'tap';
import type { Page } from '../../../src/page/page.ts';
import { PAGE_TEXT } from '../../../src/page/text/text.ts';
import { resultView } from '../../../src/page/views/result.ts';
import { SENTENCES } from '../../../src/sentences/sentences.ts';
import { verifyProof } from '../../../src/verify.ts';
import { fileDigests, paperOf, randomTag, Story, written } from '../../forge/index.ts';
import { type Drawn, drawWithoutBrowser } from '../drawn.ts';

t.before(drawWithoutBrowser);

const FILE = Buffer.from('%PDF-1.7 起诉状');

function tell(): Story {
  return new Story({ start: '2026-11-23T01:00:00.000Z', document: FILE, padding: 20 });
}

/** What the page shows of a proof, as words. */
async function shown(proof: unknown, story: Story, file?: Uint8Array): Promise<string> {
  const result = await verifyProof({
    ...{ proof: written(proof), trust: written(story.trust()) },
    digests: file && fileDigests(file),
  });
  const page = { text: PAGE_TEXT.zh, sentences: SENTENCES.zh, state: { lang: 'zh', result } };
  return (resultView(page as unknown as Page) as unknown as Drawn).text;
}

async function submission(story: Story) {
  const sitting = story.sitting();
  const list = [paperOf('民事起诉状.pdf', FILE), paperOf('借条.jpg', Buffer.from('借条'))];
  const subject = await story.submit(sitting, list);
  const { proof } = await story.draft({
    ...{ subject, support: [sitting.placed], size: story.net.log.size },
    ...{ cosigners: story.net.members, papers: { list, shown: [0] } },
  });
  return { sitting, subject, proof };
}

t.test(
  'a submission is shown with its cause, its list, and the paper that was checked',
  async (t) => {
    const story = tell();
    const { proof } = await submission(story);
    const words = await shown(proof, story, FILE);
    for (const line of [
      '自上链以来未被改动',
      '您提供的文件是这份证明出示的材料之一',
      '立案事项 提交立案材料',
      '共 2 份，本证明出示 1 份',
      '第 1 份 民事起诉状.pdf（即您核对的文件）',
      '案由 民间借贷纠纷',
      '案件类别 民事',
    ])
      t.match(words, line);
    t.notMatch(words, /借条|文书名称|civil/);
    const other = await shown(proof, story, Buffer.from('借条'));
    t.match(other, '它可能是清单里没有出示的另一份');
    t.notMatch(other, /即您核对的文件/);
  },
);

t.test('what a court wants corrected is shown line by line', async (t) => {
  const story = tell();
  const { sitting, subject: first } = await submission(story);
  const items: Json = [{ slot: 'identity', words: '缺少身份证明' }, { words: '写明金额' }];
  const hide = { title: '民间借贷纠纷', words: '七日内补正', items, other: { a: 1 } };
  const { sd, openings } = hideFields(hide, () => randomTag());
  const record = story.net.sign<FilingRecord>(story.clerk, {
    ...{ v: 1, kind: 'filing', action: 'returned', outcome: 'correction', court: '京0491' },
    ...{ caseTag: story.caseTag, actTime: story.net.time(), filing: first.id },
    ...{ key: story.clerkKey.id, sd },
  } as Omit<FilingRecord, 'signature'>);
  const subject = story.net.place(record, openings);
  const support = [story.clerkKey, sitting.placed, first];
  const size = story.net.log.size;
  const { proof } = await story.draft({ subject, support, size, cosigners: story.net.members });
  const words = await shown(proof, story);
  for (const line of [
    '退回补正',
    '说明 七日内补正',
    '需要补正的内容 1 缺少身份证明',
    '需要补正的内容 2 写明金额',
    'other {"a":1}',
    '这份证明没有出示材料，不必提供文件',
  ])
    t.match(words, line);
});
