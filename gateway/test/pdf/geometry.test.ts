import { degrees, PDFDocument, PDFName, PDFNumber } from '@cantoo/pdf-lib';
import t from 'tap';
import { apply, concat, growPage, IDENTITY, invert, seePage } from '../../src/pdf/geometry.ts';

async function page(rotation = 0) {
  const document = await PDFDocument.create();
  const made = document.addPage([200, 300]);
  made.setRotation(degrees(rotation));
  made.setCropBox(10, 20, 100, 200);
  return made;
}

t.test('the foot of a page is where the reader sees it, whatever its rotation', async (t) => {
  const corners = [
    { rotation: 0, foot: [10, 20], right: [110, 20], width: 100 },
    { rotation: 90, foot: [110, 20], right: [110, 220], width: 200 },
    { rotation: 180, foot: [110, 220], right: [10, 220], width: 100 },
    { rotation: 270, foot: [10, 220], right: [10, 20], width: 200 },
    { rotation: -90, foot: [10, 220], right: [10, 20], width: 200 },
    { rotation: 450, foot: [110, 20], right: [110, 220], width: 200 },
  ];
  for (const { rotation, foot, right, width } of corners) {
    const seen = seePage(await page(rotation));
    t.equal(seen.width, width, `${rotation}`);
    t.same(apply(seen.toPage, 0, 0), foot, `${rotation} foot`);
    t.same(apply(seen.toPage, seen.width, 0), right, `${rotation} right`);
  }
});

t.test('a user unit makes the page larger', async (t) => {
  const made = await page();
  made.node.set(PDFName.of('UserUnit'), PDFNumber.of(2));
  const seen = seePage(made);
  t.equal(seen.width, 200);
  t.same(apply(seen.toPage, 200, 0), [110, 20]);
});

t.test('a page grows at its foot and nowhere else', async (t) => {
  for (const rotation of [0, 90, 180, 270]) {
    const made = await page(rotation);
    const before = seePage(made);
    const after = growPage(made, before, 30, 5);
    t.equal(after.height, before.height + 30);
    t.equal(after.width, before.width + 5);
    t.same(
      apply(after.toPage, 0, after.height),
      apply(before.toPage, 0, before.height),
      `${rotation}: the head stays`,
    );
  }
});

t.test('a transformation and its inverse cancel out', async (t) => {
  const m = [2, 1, -1, 3, 5, 7] as const;
  concat(m, invert(m)).forEach((value, i) => {
    t.ok(Math.abs(value - (IDENTITY[i] as number)) < 1e-12);
  });
});
