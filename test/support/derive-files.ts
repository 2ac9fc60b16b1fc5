import { readFileSync } from 'node:fs';
import { derivePhoto } from '../../functions/photo-intake/derive-photo.ts';

/** Run as a program, with a heap that its caller bounds: derives each file, and prints how much memory that took at most. */
for (const file of process.argv.slice(2)) derivePhoto(readFileSync(file));
process.stdout.write(String(process.resourceUsage().maxRSS * 1024));
