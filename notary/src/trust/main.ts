import { CunzhengError } from '@cunzheng/domain';
import { rootKeyCommand, trustCommand } from './command.ts';

/** The process of `npm run network:trust` and `network:root-key`: `node main.js trust|root-key NETWORK_DIR …`. */
async function main([name, networkDir, ...args]: readonly string[]): Promise<number> {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const command = name === 'root-key' ? rootKeyCommand : trustCommand;
  try {
    await command({ networkDir: networkDir ?? '', args, say });
    return 0;
  } catch (error) {
    if (!(error instanceof CunzhengError)) throw error;
    process.stderr.write(`${error.code}: ${error.message}\n`);
    return 1;
  }
}

process.exitCode = await main(process.argv.slice(2));
