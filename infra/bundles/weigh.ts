import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes of each function's bundle, by the name of the function in its stack. */
export type Ledger = Readonly<Record<string, number>>;

interface TemplateFunction {
  readonly Type: string;
  readonly Metadata?: { readonly 'aws:cdk:path'?: string; readonly 'aws:asset:path'?: string };
}

const resourcesOf = (file: string): readonly TemplateFunction[] =>
  Object.values(JSON.parse(readFileSync(file, 'utf8')).Resources as Record<string, TemplateFunction>);

/** `DueTracking` for `HundredDays-dev-Service/DueTracking/Function/Resource`. */
const nameOf = (path: string): string => path.split('/').at(-3) ?? path;

/** Where the bundle of each function lies in what `cdk synth` wrote. */
export function bundlesIn(assembly: string): Readonly<Record<string, string>> {
  const bundles = readdirSync(assembly)
    .filter((file) => file.endsWith('.template.json'))
    .flatMap((file) => resourcesOf(join(assembly, file)))
    .filter(({ Type }) => Type === 'AWS::Lambda::Function')
    .map(({ Metadata = {} }) => [
      nameOf(Metadata['aws:cdk:path'] ?? ''),
      join(assembly, Metadata['aws:asset:path'] ?? '', 'index.js'),
    ]);
  return Object.fromEntries(bundles.toSorted());
}

/** The weights of all bundles that `cdk synth` wrote into a folder. */
export const weigh = (assembly: string): Ledger =>
  Object.fromEntries(Object.entries(bundlesIn(assembly)).map(([name, file]) => [name, statSync(file).size]));

// npm run ledger: after `npm run synth`, from the folder that it writes.
if (import.meta.main) {
  process.stdout.write(`${JSON.stringify(weigh('cdk.out'), null, 2)}\n`);
}
