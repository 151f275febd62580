// Writes api/openapi.json from the routes: node api/write-openapi.mjs
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openapiDocument } from './dist/src/index.js';

const path = fileURLToPath(new URL('./openapi.json', import.meta.url));
await writeFile(path, JSON.stringify(await openapiDocument(), null, 2));
const biome = fileURLToPath(new URL('../node_modules/@biomejs/biome/bin/biome', import.meta.url));
execFileSync(process.execPath, [biome, 'format', '--write', path], { stdio: 'ignore' });
