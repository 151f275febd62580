/** Id of the pass by which somebody else's registration is filled in on this page; none everywhere else. */
export function helpingPass(): string | undefined {
  return /^\/helpers\/([0-9a-f-]{36})$/.exec(location.pathname)?.[1];
}

/** What says to the API for whom a step is done. */
export function helpingHeader(): Readonly<Record<string, string>> {
  const pass = helpingPass();
  return pass === undefined ? {} : { 'x-cunzheng-helping': pass };
}
