/** An MSP's `config.yaml`: an identity is what its organisational unit says, and exactly one of these. */
export function nodeOus(): object {
  const unit = (name: string) => ({ OrganizationalUnitIdentifier: name });
  return {
    NodeOUs: {
      Enable: true,
      ClientOUIdentifier: unit('client'),
      PeerOUIdentifier: unit('peer'),
      AdminOUIdentifier: unit('admin'),
      OrdererOUIdentifier: unit('orderer'),
    },
  };
}
