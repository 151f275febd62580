import { type Person, Refused } from '@cunzheng/api/client';

/** What is said of a paper when it is begun. */
export interface Beginning {
  readonly filing: string;
  readonly slot: string;
  readonly name: string;
  /** By which a device knows the file again: 22 to 43 letters of base64url. */
  readonly mark: string;
}

const TUS = { 'tus-resumable': '1.0.0' };
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** A browser that sends a paper piece by piece. */
export class PieceSender {
  readonly #origin: string;
  readonly #person: Person;

  constructor(origin: string, person: Person) {
    this.#origin = origin;
    this.#person = person;
  }

  /** Begins a paper of so many bytes; gives the address at which it goes on. Throws `Refused`. */
  async begin(length: number, beginning: Beginning): Promise<string> {
    const metadata = Object.entries(beginning).map(([name, value]) => `${name} ${base64(value)}`);
    const { headers } = await this.#send('POST', '/api/v1/uploads', {
      'upload-length': String(length),
      'upload-metadata': metadata.join(','),
    });
    return headers.get('location') as string;
  }

  /** How many bytes have arrived. Throws `Refused`. */
  async offset(place: string): Promise<number> {
    const { headers } = await this.#send('HEAD', place);
    return Number(headers.get('upload-offset'));
  }

  /** Sends a piece of the bytes. Throws `Refused`. */
  async send(place: string, bytes: Uint8Array, from: number, end = bytes.length): Promise<void> {
    const headers = {
      'upload-offset': String(from),
      'content-type': 'application/offset+octet-stream',
    };
    await this.#send('PATCH', place, headers, bytes.subarray(from, end));
  }

  /** Asks how far it came and sends what is missing up to `end`, as one does who has lost the answer. Throws `Refused`. */
  async goOn(place: string, bytes: Uint8Array, end = bytes.length): Promise<void> {
    const from = await this.offset(place);
    if (from < end) await this.send(place, bytes, from, end);
  }

  async #send(method: string, path: string, headers = {}, body?: Uint8Array): Promise<Response> {
    const { cookie } = this.#person;
    const answer = await fetch(this.#origin + path, {
      method,
      headers: { ...TUS, ...headers, cookie, 'x-cunzheng-csrf': '1' },
      ...(body === undefined ? {} : { body: Buffer.from(body) }),
    });
    if (answer.ok) return answer;
    const said = await answer.text();
    throw new Refused(answer.status, said.startsWith('{') ? JSON.parse(said) : said, path);
  }
}
