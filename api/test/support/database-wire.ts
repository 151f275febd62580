import { once } from 'node:events';
import { createConnection, createServer, type Server, type Socket } from 'node:net';

/** A wire to a database that a test can cut and mend. */
export interface DatabaseWire {
  /** The same database through the wire. */
  readonly url: string;
  cut(): Promise<void>;
  mend(): Promise<void>;
}

/** Opens a wire to the database of that URL, which may name a socket's folder (`?host=`) or a host and port. */
export async function databaseWire(to: string): Promise<DatabaseWire> {
  const target = new URL(to);
  const sockets = new Set<Socket>();
  const connect = () => {
    const folder = target.searchParams.get('host');
    const port = Number(target.searchParams.get('port') ?? (target.port || '5432'));
    return folder === null
      ? createConnection(port, target.hostname)
      : createConnection(`${folder}/.s.PGSQL.${port}`);
  };
  let server = listener(sockets, connect);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const url = new URL(to);
  url.search = '';
  url.host = `127.0.0.1:${port}`;
  return {
    url: url.href,
    async cut() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
    async mend() {
      server = listener(sockets, connect);
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
    },
  };
}

function listener(sockets: Set<Socket>, connect: () => Socket): Server {
  return createServer((near) => {
    const far = connect();
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
}
