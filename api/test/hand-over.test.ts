import t from 'tap';
import { testCourt } from './support/deployment.ts';
import { jpeg, newcomer, standing, step, withCode } from './support/newcomer.ts';
import type { Person } from './support/person.ts';

t.setTimeout(120_000);
const court = await testCourt();
t.teardown(() => court.close());

/** Somebody at the photographs, at his screen. */
async function atPhotos(): Promise<Person> {
  const who = newcomer();
  const { person } = await withCode(court, who.mobile);
  await step(person, 'rules', { version: (await standing(person)).rules.version });
  await step(person, 'kind', { kind: 'person', court: '京0491' });
  const { name, number } = who;
  await step(person, 'document', { document: 'citizenCard', name, number });
  return person;
}

const make = async (person: Person) =>
  person.ask<{ token: string }>('POST', '/api/v1/proofing/hand-over', {});
const open = (phone: Person, token: string) =>
  phone.ask<{ pass: string }>('POST', '/api/v1/hand-over', { token });
const look = async (phone: Person, pass: string) => {
  const answer = await phone.raw('GET', '/api/v1/hand-over', {
    headers: { 'x-cunzheng-hand-over': pass },
  });
  return { status: answer.status, text: Buffer.from(answer.bytes).toString() };
};
const send = (phone: Person, pass: string, side: string) =>
  phone.raw('PUT', `/api/v1/hand-over/photos/${side}`, {
    headers: { 'content-type': 'image/jpeg', 'x-cunzheng-hand-over': pass },
    body: jpeg(side),
  });

t.test('the phone takes the photographs, and nothing else', async (t) => {
  const screen = await atPhotos();
  const phone = court.stranger();
  const { token } = (await make(screen)).body;
  const { pass } = (await open(phone, token)).body;
  t.equal((await open(court.stranger(), token)).status, 410, 'the code opens once');
  const seen = await look(phone, pass);
  t.match(JSON.parse(seen.text), { step: 'photos', photosNeeded: ['front', 'back'], photos: [] });
  const { name, number } = await standing(screen);
  t.notOk(seen.text.includes(name as string) || seen.text.includes(number as string));
  t.equal((await phone.ask('GET', '/api/v1/proofing')).status, 401, 'it is no session');
  t.equal((await send(phone, pass, 'front')).status, 204);
  t.equal((await send(phone, pass, 'back')).status, 204);
  t.equal((await send(phone, pass, 'holding')).status, 409, 'of another step');
  t.same(
    (await standing(screen)).photos.map(({ side }) => side).sort(),
    ['back', 'front'],
    'the screen has them',
  );
  t.equal((await screen.ask('DELETE', '/api/v1/proofing/hand-over')).status, 204);
  t.equal((await look(phone, pass)).status, 410, 'ended at the screen');
});

t.test(
  'a code is good for two minutes, a pass for fifteen, a newer code replaces both',
  async (t) => {
    const screen = await atPhotos();
    const phone = court.stranger();
    const late = (await make(screen)).body.token;
    court.advance(121_000);
    t.equal((await open(phone, late)).status, 410);
    const { pass } = (await open(phone, (await make(screen)).body.token)).body;
    court.advance(14 * 60_000);
    t.equal((await look(phone, pass)).status, 200);
    court.advance(2 * 60_000);
    t.equal((await look(phone, pass)).status, 410);
    const older = (await open(phone, (await make(screen)).body.token)).body.pass;
    const newer = (await make(screen)).body.token;
    t.equal((await look(phone, older)).status, 410);
    t.equal((await open(phone, newer)).status, 201);
  },
);

t.test('there is nothing to hand over at other steps', async (t) => {
  const { person } = await withCode(court, newcomer().mobile);
  t.match(await make(person), { status: 409 });
});
