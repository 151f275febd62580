import t from 'tap';
import { answerLines, PLEADING_FORMS } from '../../src/pleadings/index.ts';

t.test('answers are read question by question, with their paths, as printed', (t) => {
  const lines = answerLines(PLEADING_FORMS.privateLoan, {
    plaintiffs: [{ kind: 'person', name: '李娜然' }],
    principalOwed: 10_000_000,
  });
  const of = (field: string) => lines.find((line) => line.field === field);
  t.match(of('plaintiffs.0.name'), { text: '李娜然', label: { en: / 1: / } });
  t.match(of('principalOwed'), { text: /壹拾万元/ });
  t.equal(of('plaintiffs'), undefined, 'a list is told by its items');
  t.equal(of('defendants')?.text, undefined, 'and an empty one by itself');
  t.ok(of('defendants'));
  t.end();
});
