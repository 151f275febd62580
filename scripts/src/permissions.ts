// `npm run permissions`: writes docs/permissions.md from the table that decides. A test compares.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { permissionsPage } from '@cunzheng/gateway';

await writeFile(join(import.meta.dirname, '../../../docs/permissions.md'), permissionsPage());
