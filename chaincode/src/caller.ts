import { CunzhengError } from '@cunzheng/domain';
import { type ChaincodeStub, ClientIdentity } from 'fabric-shim';
import { remember } from './memo.ts';

const ROLE_ATTRIBUTE = 'cunzheng.role';
const GATEWAY_ROLE = 'gateway';

const isGatewayCertificate = remember(readGatewayRole, 256);

/**
 * MSP id of the member whose gateway submits. Throws `GATEWAY_ROLE_MISSING` unless the creator's certificate carries the
 * attribute `cunzheng.role=gateway` (extension 1.2.3.4.5.6.7.8.1, written by the member's CA).
 */
export function gatewayMember(stub: Pick<ChaincodeStub, 'getCreator'>): string {
  const creator = stub.getCreator();
  const certificate = Buffer.from(creator.idBytes).toString('latin1');
  if (!isGatewayCertificate(certificate)) {
    throw new CunzhengError('GATEWAY_ROLE_MISSING', 'certificate lacks cunzheng.role=gateway');
  }
  return creator.mspid;
}

function readGatewayRole(certificate: string): boolean {
  const creator = { mspid: '', idBytes: Buffer.from(certificate, 'latin1') };
  const stub = { getCreator: () => creator, getChannelID: () => '', getTxID: () => '' };
  try {
    const identity = new ClientIdentity(stub as unknown as ChaincodeStub);
    return identity.assertAttributeValue(ROLE_ATTRIBUTE, GATEWAY_ROLE);
  } catch {
    // Not a certificate, or attributes that are not JSON: whatever it is, it is no gateway's.
    return false;
  }
}
