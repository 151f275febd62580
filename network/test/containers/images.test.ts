import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { imageOf, imagesFor, LOCAL_IMAGES, OFFICIAL_IMAGES } from '../../containers/images.ts';

const dir = mkdtempSync(join(tmpdir(), 'cunzheng-images-'));
t.teardown(() => rmSync(dir, { recursive: true }));

function file(content: string): string {
  const path = join(dir, 'images.json');
  writeFileSync(path, content);
  return path;
}

t.test('images are the official ones of the pinned version unless told otherwise', async (t) => {
  t.equal((await imagesFor()).peer, 'hyperledger/fabric-peer:3.1.5');
  t.equal((await imagesFor('')).ca, 'hyperledger/fabric-ca:1.5.21');
  t.same(await imagesFor('official'), OFFICIAL_IMAGES);
});

t.test('local images are of no registry', async (t) => {
  const images = Object.values(await imagesFor('local'));
  t.ok(images.every((name) => name.startsWith('localhost/')));
});

t.test('a file names some of them and leaves the others official', async (t) => {
  const images = await imagesFor(file('{"peer":"mirror.example/peer:3.1.6"}'));
  t.same(images, { ...OFFICIAL_IMAGES, peer: 'mirror.example/peer:3.1.6' });
});

t.test('a file that names something else is refused', async (t) => {
  for (const content of ['not JSON', '{"peers":"x"}', '{"peer":3}', '{"peer":""}', '[1]']) {
    await t.rejects(imagesFor(file(content)), { code: 'CONFIG_INVALID' }, content);
  }
  await t.rejects(imagesFor(join(dir, 'absent.json')), { code: 'CONFIG_INVALID' });
});

t.test('whatever is ours runs on the image with Node', async (t) => {
  t.equal(imageOf(LOCAL_IMAGES, 'contract'), LOCAL_IMAGES.node);
  t.equal(imageOf(LOCAL_IMAGES, 'auditor'), LOCAL_IMAGES.node);
  t.equal(imageOf(LOCAL_IMAGES, 'orderer'), LOCAL_IMAGES.orderer);
});
