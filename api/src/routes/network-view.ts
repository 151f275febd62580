import {
  decodeCosignature,
  type Edition,
  ERROR_MESSAGES,
  editionFor,
  findSignature,
  fromBase64Url,
  isErrorCode,
  type Language,
  NOTE_COSIGNATURE,
  type SignedCheckpoint,
  toBase64Url,
  trustFingerprint,
} from '@cunzheng/domain';
import type { Config } from '../config.ts';
import type { Deps } from '../deps.ts';

/** The courts' public service line, printed on every page. */
const HOTLINE = '12368';

/** Everything the node page shows: which ledger, who is in it, how far log and checkpoint are. */
export async function networkView(config: Config, deps: Deps, language: Language) {
  const { log, network, channel } = deps;
  const health = await deps.health();
  const newest = log.checkpoint();
  const edition = editionFor(log.trust, newest?.checkpoint.size ?? 0);
  return {
    mode: config.mode,
    network,
    channel,
    origin: log.origin,
    custody: edition.custody,
    fingerprint: trustFingerprint(log.trust),
    edition: edition.edition,
    members: (await membersNow(deps, edition)).map(({ id, name, courts }) => ({
      id,
      name,
      courts: courts.map((court) => ({ code: court.code, name: court.name })),
    })),
    height: health.height,
    logSize: health.logSize,
    provenSize: health.provenSize,
    ...(newest === undefined ? {} : { checkpoint: checkpointView(newest, edition) }),
    alarms: alarmTexts(health.alarms, language),
    hotline: HOTLINE,
  };
}

/** Code and lay sentence of each alarm, once each. What else it says, paths for one, is for the process log only. */
function alarmTexts(alarms: readonly string[], language: Language): string[] {
  const codes = alarms.map((alarm) => alarm.slice(0, alarm.indexOf(':'))).filter(isErrorCode);
  return [...new Set(codes)].map((code) => `${code}: ${ERROR_MESSAGES[code][language]}`);
}

/** A ledger that is down must not hide the alarms that say so: its members are also in the trust file. */
async function membersNow(deps: Deps, edition: Edition): ReturnType<Deps['members']> {
  return deps.members().catch(() => edition.members);
}

function checkpointView(signed: SignedCheckpoint, edition: Edition) {
  const cosigners = edition.members.flatMap((member) => {
    const key = fromBase64Url(member.auditor.key);
    const line = findSignature(signed, member.auditor.name, NOTE_COSIGNATURE, key);
    if (line === undefined) return [];
    const { time } = decodeCosignature(line.signature);
    return [{ member: member.id, name: member.name, time: new Date(time * 1000).toISOString() }];
  });
  const { size, root } = signed.checkpoint;
  return { size, root: toBase64Url(root), cosigners };
}
