import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeCloud } from '../stacks/cloud-routes.ts';

// node infra/bundles/write-document.ts <folder>: the OpenAPI document of the cloud stage, beside the bundle that serves it.
writeFileSync(join(process.argv[2] ?? '', 'openapi.json'), JSON.stringify(describeCloud()));
