import { createHash, X509Certificate } from 'node:crypto';
import { type ChaincodeStub, ClientIdentity } from 'fabric-shim';
import t from 'tap';
import { createGatewayCertificate, toPem } from '../../../src/ledger/embedded/certificate.ts';
import { createIdentity, transactionId } from '../../../src/ledger/embedded/identity.ts';

t.test('a gateway certificate is one that X.509 readers take', async (t) => {
  const certificate = new X509Certificate(createGatewayCertificate('BjicMSP'));
  t.equal(certificate.subject, 'O=BjicMSP\nOU=client\nCN=gateway');
  t.equal(certificate.publicKey.asymmetricKeyType, 'ec');
  t.ok(certificate.verify(certificate.publicKey));
  t.not(
    certificate.serialNumber,
    new X509Certificate(createGatewayCertificate('BjicMSP')).serialNumber,
  );
});

t.test('the contract’s library reads the gateway role in it', async (t) => {
  const idBytes = Buffer.from(toPem(createGatewayCertificate('BjicMSP')));
  const stub = {
    getCreator: () => ({ mspid: 'BjicMSP', idBytes }),
    getChannelID: () => 'judicial',
    getTxID: () => 'id',
  };
  const identity = new ClientIdentity(stub as unknown as ChaincodeStub);
  t.equal(identity.getMSPID(), 'BjicMSP');
  t.ok(identity.assertAttributeValue('cunzheng.role', 'gateway'));
});

t.test('a transaction’s id is the SHA-256 of nonce and creator', async (t) => {
  const certificate = createGatewayCertificate('BjicMSP').toString('base64url');
  const identity = createIdentity({ id: 'BjicMSP', name: '', courts: [], certificate });
  const nonce = new Uint8Array(24).fill(7);
  const pem = Buffer.from(identity.creator.idBytes);
  // SerializedIdentity: field 1 MSP id, field 2 certificate, lengths as varints.
  const creator = Buffer.concat([
    Buffer.of(0x0a, 7),
    Buffer.from('BjicMSP'),
    Buffer.of(0x12, (pem.length & 0x7f) | 0x80, pem.length >> 7),
    pem,
  ]);
  const wanted = createHash('sha256').update(nonce).update(creator).digest('hex');
  t.equal(transactionId(nonce, identity), wanted);
});
