import { randomBytes } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CunzhengError } from '@cunzheng/domain';
import { caNames, caServerConfig, REGISTRAR, tlsCaConfig } from './config/ca.ts';
import { certificateHosts } from './config/listen.ts';
import { nodeOus } from './config/msp.ts';
import { exists, writeJson, writeWhole } from './files.ts';
import {
  IDENTITIES,
  type IdentityName,
  type MemberLayout,
  TLS_NAMES,
  type TlsName,
} from './layout.ts';
import type { Network } from './network.ts';
import { run, tryRun } from './run.ts';
import { addressOf, type Member } from './topology.ts';

/** How an identity stands in the CA's register. */
interface Registration {
  readonly type: 'admin' | 'peer' | 'orderer' | 'client';
  /** `cunzheng.role` in the certificate: the contract takes records from gateways only. */
  readonly role?: string;
}

const REGISTRATIONS: Readonly<Record<IdentityName, Registration>> = {
  admin: { type: 'admin' },
  peer: { type: 'peer' },
  orderer: { type: 'orderer' },
  gateway: { type: 'client', role: 'gateway' },
  auditor: { type: 'client', role: 'auditor' },
};

/** A member's two CAs as `fabric-ca-client` speaks to them. */
export class Authority {
  readonly #network: Network;
  readonly #member: Member;
  readonly #layout: MemberLayout;

  constructor(network: Network, member: Member) {
    this.#network = network;
    this.#member = member;
    this.#layout = network.layout.member(member);
  }

  /** Writes the server's configuration once; its registrar's secret stays in a file of its owner alone. */
  async prepare(): Promise<void> {
    const { topology } = this.#network;
    const secret = await this.#secret(REGISTRAR);
    const config = caServerConfig(topology, this.#member, this.#layout, secret);
    const tls = tlsCaConfig(topology, this.#member, secret);
    const file = 'fabric-ca-server-config.yaml';
    await writeJson(join(this.#layout.ca, file), config);
    await writeJson(join(this.#layout.ca, 'tls', file), tls);
  }

  /** Enrols whatever is not yet there: identities, TLS certificates, and the MSP that others see. Needs the CA up. */
  async enrolAll(): Promise<void> {
    await this.#publishRoots();
    const names = caNames(this.#member);
    await this.#signIn(names.enrolment);
    await this.#signIn(names.tls);
    for (const name of IDENTITIES) await this.#enrolIdentity(name);
    for (const name of TLS_NAMES) await this.#enrolTls(name);
  }

  /** A new certificate for the same key. Orderers stand in the channel's configuration with theirs. */
  async renewIdentity(name: IdentityName): Promise<void> {
    const { enrolment } = caNames(this.#member);
    await this.#renew(enrolment, this.#layout.identity(name), []);
  }

  async renewTls(name: TlsName): Promise<void> {
    const { tls } = caNames(this.#member);
    await this.#renew(tls, this.#layout.tlsDir(name), this.#tlsArgs());
  }

  async #publishRoots(): Promise<void> {
    const { ca, msp, root, tlsRoot } = this.#layout;
    await writeWhole(root, await readFile(join(ca, 'ca-cert.pem')), 0o644);
    await writeWhole(tlsRoot, await readFile(join(ca, 'tls', 'ca-cert.pem')), 0o644);
    await writeJson(join(msp, 'config.yaml'), nodeOus(), 0o644);
  }

  /** The registrar's own certificate, which registering others asks for. */
  async #signIn(ca: string): Promise<void> {
    const target = this.#registrarMsp(ca);
    if (await exists(join(target, 'signcerts', 'cert.pem'))) return;
    await this.#enrol(ca, REGISTRAR, REGISTRAR, target, []);
  }

  #registrarMsp(ca: string): string {
    return join(this.#layout.ca, 'registrar', ca);
  }

  async #enrolIdentity(name: IdentityName): Promise<void> {
    const target = this.#layout.identity(name);
    if (await exists(join(target, 'config.yaml'))) return;
    const ca = caNames(this.#member).enrolment;
    const id = `${name}.${this.#member.folder}`;
    await this.#register(ca, id, REGISTRATIONS[name]);
    await this.#enrol(ca, id, id, target, []);
    await cp(join(this.#layout.msp, 'cacerts'), join(target, 'cacerts'), { recursive: true });
    await cp(join(this.#layout.msp, 'tlscacerts'), join(target, 'tlscacerts'), { recursive: true });
    await writeJson(join(target, 'config.yaml'), nodeOus(), 0o644);
    await this.#forget(ca, id);
  }

  async #enrolTls(name: TlsName): Promise<void> {
    const target = this.#layout.tlsDir(name);
    if (await exists(target)) return;
    const ca = caNames(this.#member).tls;
    const id = `${name}.${this.#member.folder}`;
    await this.#register(ca, id, { type: 'client' });
    await this.#enrol(ca, id, id, target, this.#tlsArgs());
    await this.#forget(ca, id);
  }

  /** Otherwise the client would name a country and a company of its own. */
  get #subject(): string[] {
    return ['--csr.names', `C=CN,O=${this.#member.folder}`];
  }

  #tlsArgs(): string[] {
    const hosts = certificateHosts(this.#network.topology, this.#member).join(',');
    return ['--enrollment.profile', 'tls', '--csr.hosts', hosts];
  }

  async #register(ca: string, id: string, { type, role }: Registration): Promise<void> {
    const attributes = role === undefined ? [] : ['--id.attrs', `cunzheng.role=${role}:ecert`];
    const args = ['register', '--id.name', id, '--id.type', type, ...attributes];
    const environment = this.#environment(ca, `https://${this.#address}`, this.#registrarMsp(ca));
    const env = { ...environment, FABRIC_CA_CLIENT_ID_SECRET: await this.#secret(`${ca}.${id}`) };
    const { program } = this;
    const result = await tryRun(this.#network.environment, program, args, { env });
    // A run cut short has registered it before; the secret was kept for that.
    if (result.code === 0 || /is already registered/.test(result.stderr)) return;
    throw new CunzhengError('NETWORK_STEP_FAILED', `registering ${id}: ${result.stderr.trim()}`);
  }

  /** Enrols beside `target` and moves there when it is whole. */
  async #enrol(
    ca: string,
    id: string,
    name: string,
    target: string,
    args: readonly string[],
  ): Promise<void> {
    const secret = await this.#secret(id === REGISTRAR ? REGISTRAR : `${ca}.${id}`);
    const unfinished = `${target}.unfinished`;
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { recursive: true, mode: 0o700 });
    const url = `https://${id}:${secret}@${this.#address}`;
    await run(
      this.#network.environment,
      this.program,
      ['enroll', '--csr.cn', name, ...this.#subject, ...args],
      {
        env: this.#environment(ca, url, unfinished),
      },
    );
    await keepPair(unfinished);
    await rm(target, { recursive: true, force: true });
    await rename(unfinished, target);
  }

  async #renew(ca: string, dir: string, args: readonly string[]): Promise<void> {
    const renewed = `${dir}.renewed`;
    await rm(renewed, { recursive: true, force: true });
    await cp(dir, renewed, { recursive: true });
    const all = ['reenroll', '--csr.keyrequest.reusekey', ...args];
    await run(this.#network.environment, this.program, all, {
      env: this.#environment(ca, `https://${this.#address}`, renewed),
    });
    const certificate = await readFile(join(renewed, 'signcerts', 'cert.pem'));
    await writeWhole(join(dir, 'signcerts', 'cert.pem'), certificate, 0o644);
    await rm(renewed, { recursive: true, force: true });
  }

  get program(): string {
    return this.#network.programs['fabric-ca-client'];
  }

  get #address(): string {
    return addressOf(this.#network.topology, this.#member, 'ca');
  }

  /** Secrets go by the environment: arguments are seen by everybody on a machine. */
  #environment(ca: string, url: string, msp: string): Record<string, string> {
    return {
      FABRIC_CA_CLIENT_HOME: join(this.#layout.ca, 'client'),
      FABRIC_CA_CLIENT_URL: url,
      FABRIC_CA_CLIENT_CANAME: ca,
      FABRIC_CA_CLIENT_MSPDIR: msp,
      FABRIC_CA_CLIENT_TLS_CERTFILES: join(this.#layout.ca, 'ca-cert.pem'),
      FABRIC_CA_CLIENT_LOGLEVEL: 'error',
    };
  }

  async #secret(name: string): Promise<string> {
    const path = this.#secretPath(name);
    if (!(await exists(path))) await writeWhole(path, randomBytes(24).toString('base64url'));
    return readFile(path, 'utf8');
  }

  /** An enrolled identity's secret is of no more use to anybody but a thief. */
  async #forget(ca: string, id: string): Promise<void> {
    await rm(this.#secretPath(`${ca}.${id}`), { force: true });
  }

  #secretPath(name: string): string {
    return join(this.#layout.ca, 'secrets', name);
  }
}

/** Leaves certificate and key under names of ours; the client names keys after their digest and CAs after their port. */
async function keepPair(dir: string): Promise<void> {
  const keystore = join(dir, 'keystore');
  const [key] = await readdir(keystore);
  if (key === undefined) throw new CunzhengError('NETWORK_STEP_FAILED', `no key in ${keystore}`);
  await rename(join(keystore, key), join(keystore, 'key.pem'));
  for (const name of [
    'cacerts',
    'tlscacerts',
    'user',
    'IssuerPublicKey',
    'IssuerRevocationPublicKey',
  ]) {
    await rm(join(dir, name), { recursive: true, force: true });
  }
}
