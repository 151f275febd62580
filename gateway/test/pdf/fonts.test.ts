import { CunzhengError } from '@cunzheng/domain';
import t from 'tap';
import { fontFor, fontRuns, loadFont } from '../../src/pdf/fonts.ts';
import { drawText, finish, newDocument } from '../../src/pdf/typeset.ts';
import { type Area, cut, darkPixels, popplerMissing, type Raster, render } from './raster.ts';

const RARE = ['㛃', '䶮', '𠮷', '〇', '𬭎', '𪚥', '𤭢', '𡈽'];

t.test('Noto Serif SC draws the characters it has', async (t) => {
  for (const character of ['中', '㛃', '䶮', '〇', '𬭎', 'A', '（']) {
    t.equal(fontFor(character, 'text'), 'text', character);
    t.equal(fontFor(character, 'bold'), 'bold', character);
  }
});

t.test('text is cut where only the second font has the character', async (t) => {
  t.same(fontRuns('甲𠮷野', 'bold'), [
    { font: 'bold', text: '甲' },
    { font: 'rare', text: '𠮷' },
    { font: 'bold', text: '野' },
  ]);
});

t.test('a character that no font has is refused by name', async (t) => {
  const refused = (text: string) => {
    try {
      fontRuns(text, 'text');
    } catch (error) {
      return error instanceof CunzhengError ? [error.code, error.details?.character] : error;
    }
    return undefined;
  };
  t.same(refused('王\u{10FFFD}'), ['GLYPH_MISSING', 'U+10FFFD']);
  t.same(refused('\u0007'), ['GLYPH_MISSING', 'U+0007']);
  t.same(refused('葛\u{E0100}'), ['GLYPH_MISSING', 'U+E0100']);
});

t.test('nothing is drawn of a text that cannot be drawn whole', async (t) => {
  const doc = newDocument({ title: '' });
  doc.addPage({ size: 'A4' });
  const box = { x: 0, y: 0, width: 400 };
  t.throws(() => drawText(doc, '甲\u{10FFFD}', box, { size: 12 }), { code: 'GLYPH_MISSING' });
});

const CELL = 100;

function cell(index: number): Area {
  return { left: 10 + index * CELL, top: 10, width: CELL - 10, height: CELL };
}

/** Each character in a cell of its own at 72 dpi, so that points are pixels. */
async function drawCells(characters: readonly string[], weight: 'text' | 'bold'): Promise<Raster> {
  const doc = newDocument({ title: '' });
  doc.addPage({ size: [20 + CELL * characters.length, 120], margin: 0 });
  characters.forEach((character, i) => {
    const { left, top, width } = cell(i);
    drawText(doc, character, { x: left, y: top, width }, { size: 60, weight });
  });
  return render(await finish(doc), 1, 72);
}

/** The box that the font shows for a character it lacks, drawn behind our back. */
async function drawNotdef(font: 'text' | 'rare'): Promise<Raster> {
  const doc = newDocument({ title: '' });
  doc.addPage({ size: [120, 120], margin: 0 });
  doc.font(loadFont(font).file).fontSize(60).text('\u{10FFFD}', 10, 30, { lineBreak: false });
  return render(await finish(doc), 1, 72);
}

t.test(
  'rare characters leave ink unlike the box for missing ones',
  { skip: popplerMissing() },
  async (t) => {
    const boxes = [await drawNotdef('text'), await drawNotdef('rare')].map((raster) =>
      darkPixels(raster, cell(0)),
    );
    for (const weight of ['text', 'bold'] as const) {
      const raster = await drawCells(RARE, weight);
      const shapes = RARE.map((_, i) => cut(raster, cell(i)));
      RARE.forEach((character, i) => {
        const ink = darkPixels(raster, cell(i));
        t.ok(ink > 250 && ink < 3000, `${character} ${weight} has ink: ${ink}`);
        t.notOk(boxes.includes(ink), `${character} ${weight} is no box`);
        const twins = shapes.filter(
          (other) => Buffer.compare(other, shapes[i] as Uint8Array) === 0,
        );
        t.equal(twins.length, 1, `${character} ${weight} looks like no other`);
      });
    }
  },
);
