import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { buildTools, looksLikeProxy } from '../src/tools.ts';

const TOOLS = join(import.meta.dirname, '../../tools');

/** A copy of our modules, and a `go` that does what the script says. */
function place(t: { teardown(end: () => void): void }, go: string | undefined) {
  const home = mkdtempSync(join(tmpdir(), 'cunzheng-tools-'));
  t.teardown(() => rmSync(home, { recursive: true }));
  cpSync(TOOLS, join(home, 'tools'), { recursive: true });
  const path = join(home, 'path');
  mkdirSync(path);
  if (go !== undefined) {
    writeFileSync(join(path, 'go'), `#!/bin/sh\n${go}\n`);
    chmodSync(join(path, 'go'), 0o755);
  }
  const said: string[] = [];
  const options = { home, environment: { PATH: path }, say: (line: string) => said.push(line) };
  return { home, said, options };
}

/** A `go` of the right version whose compiler is `true`; `install` does what is given. */
const goThat = (install: string, cc = '/bin/true') => `case "$1" in
version) echo "go version go1.26.8 linux/amd64" ;;
env) if [ "$2" = CC ]; then echo "${cc}"; else echo "https://modules.example"; fi ;;
install) ${install} ;;
esac`;

const MAKES_ALL = `for name in $(/bin/sed -n 's|.*/cmd/||p' go.mod); do echo program > "$GOBIN/$name"; done; echo built >> "$GOBIN/runs"`;

t.test('without Go, it says which Go to install', async (t) => {
  const { options } = place(t, undefined);
  await t.rejects(buildTools(options), { code: 'GO_MISSING', message: /Go 1\.26\.4/ });
});

t.test('an old Go is refused and named', async (t) => {
  const { options } = place(t, 'echo "go version go1.22.1 linux/amd64"');
  await t.rejects(buildTools(options), {
    code: 'GO_MISSING',
    message: /found: go version go1\.22\.1/,
  });
});

t.test(
  'a Go that may not fetch the toolchain a module wants is told with its own words',
  async (t) => {
    const { options } = place(
      t,
      'echo "go: go.mod requires go >= 1.26.4 (running go 1.24.0)" >&2; exit 1',
    );
    await t.rejects(buildTools(options), {
      code: 'GO_MISSING',
      message: /requires go >= 1\.26\.4/,
    });
  },
);

t.test('without a C compiler, it says what needs one', async (t) => {
  const { options } = place(t, goThat(MAKES_ALL, '/nowhere/cc'));
  await t.rejects(buildTools(options), { code: 'COMPILER_MISSING', message: /SQLite.*gcc/s });
});

t.test('a proxy that refuses is named, with what to set', async (t) => {
  const words = 'reading https://modules.example/fabric.zip: 403 Forbidden';
  const { options } = place(t, goThat(`echo "go: ${words}" >&2; exit 1`));
  await t.rejects(buildTools(options), {
    code: 'MODULE_REFUSED',
    message: /GOPROXY=https:\/\/modules\.example.*403 Forbidden/s,
  });
});

t.test('a compiler’s complaint is no proxy’s', async (t) => {
  const { options } = place(t, goThat('echo "x.go:12:4: undefined: y" >&2; exit 1'));
  await t.rejects(buildTools(options), { code: 'NETWORK_STEP_FAILED', message: /undefined: y/ });
  t.ok(looksLikeProxy('Get "https://p/x": dial tcp: lookup p: no such host'));
  t.notOk(looksLikeProxy('# example.org/x\nx.go:404:12: too many errors'));
});

t.test('programs are built once, and again when their pin changes', async (t) => {
  const { home, said, options } = place(t, goThat(MAKES_ALL));
  const runs = () =>
    readFileSync(join(home, 'bin', 'runs'), 'utf8')
      .trim()
      .split('\n').length;
  await buildTools(options);
  t.equal(runs(), 2, 'two modules');
  t.ok(existsSync(join(home, 'bin', 'fabric-ca-client')));
  await buildTools(options);
  t.equal(runs(), 2);
  t.match(said.slice(-2), ['fabric: up to date', 'fabric-ca: up to date']);
  const sums = join(home, 'tools/fabric/go.sum');
  writeFileSync(sums, `${readFileSync(sums, 'utf8')}\n`);
  await buildTools(options);
  t.equal(runs(), 3, 'one module only');
  rmSync(join(home, 'bin', 'fabric-ca-server'));
  await buildTools(options);
  t.equal(runs(), 4, 'a program that is gone is built again');
});
