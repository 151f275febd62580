import { complaint, createLogger, firstAdministrator, loadConfig } from '@cunzheng/api';

const USAGE = `npm run first-administrator -- <court> <name> [account]

Takes a court into service and invites its first administrator, with the settings of the server, which may run or not.
<court>    code of a court that is in effect on chain: 京0491
<name>     his name, as his colleagues will see it
[account]  what he signs in with: small letters and digits; default administrator
Prints a link that opens once, within seven days. Give it to him in person: whoever opens it sets the password. Until then
the same call makes a new link, and the old one works no more.
Exit: 0 invited, 1 refused, 2 wrong arguments.`;

async function main([court, name, account = 'administrator', ...more]: readonly string[]) {
  if (court === undefined || name === undefined || more.length > 0) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const config = loadConfig(process.env);
  const { host, port } = config;
  const publicUrl = () => config.publicUrl ?? `http://${host}:${port}`;
  const options = { config, clock: Date.now, logger: createLogger(config.logLevel), publicUrl };
  const made = await firstAdministrator(options, { court, name, account });
  process.stdout.write(
    `${made.court}: ${made.name} (${made.account}) is invited until ${made.expiresAt}\n${made.url}\n`,
  );
  return 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${complaint(error).join('\n')}\n`);
  process.exitCode = 1;
}
