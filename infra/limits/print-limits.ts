import { readFileSync, writeFileSync } from 'node:fs';
import { readLimits, withLimitsTable } from './limits-table.ts';

const PAGE = new URL('../README.md', import.meta.url);
writeFileSync(PAGE, withLimitsTable(readFileSync(PAGE, 'utf8'), readLimits()));
