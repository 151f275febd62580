// Writes api/openapi.json from the routes: node api/write-openapi.mjs
import { writeFile } from 'node:fs/promises';
import { openapiDocument } from './dist/src/index.js';

const path = new URL('./openapi.json', import.meta.url);
await writeFile(path, `${JSON.stringify(await openapiDocument(), null, 2)}\n`);
