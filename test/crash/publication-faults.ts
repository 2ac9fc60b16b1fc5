import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Snapshot } from './snapshot.ts';

/** Bulletins without a gap in their numbers, and documents as they were vouched for. */
export function publicationFaults(snapshot: Snapshot): string[] {
  return [...numberFaults(snapshot), ...bulletinFaults(snapshot), ...rankingFaults(snapshot)];
}

function numberFaults({ bulletins, numbers }: Snapshot): string[] {
  const given = Map.groupBy(bulletins, ({ campaign, year }) => `${campaign} ${year}`);
  const counted = new Map(numbers.map(({ pk, sk, body }) => [`${pk.slice('BULLETIN-NUMBER#'.length)} ${sk}`, body]));
  return [...given].flatMap(([name, records]) => {
    const serials = records.map(({ serial }) => serial).toSorted((a, b) => a - b);
    const hasGap = serials.some((serial, index) => serial !== index + 1);
    const last = counted.get(name)?.last;
    return [
      ...(hasGap ? [`${name}: the bulletins have the numbers ${serials.join(', ')}`] : []),
      ...(last === serials.length ? [] : [`${name}: ${serials.length} bulletins, the last number is ${last}`]),
    ];
  });
}

function bulletinFaults({ bulletins, folder }: Snapshot): string[] {
  return bulletins.flatMap((bulletin) =>
    (bulletin.manifest?.files ?? []).flatMap(({ name, sha256 }) =>
      documentFaults(folder, `${bulletin.folder}/${name}`, sha256),
    ),
  );
}

const rankingFaults = ({ rankings, folder }: Snapshot): string[] =>
  rankings.flatMap(({ path, sha256 }) => documentFaults(folder, path, sha256));

function documentFaults(folder: string, path: string, sha256: string): string[] {
  const file = join(folder, 'archive', path);
  if (!existsSync(file)) return [`${path}: published, and not in the archive`];
  const found = createHash('sha256').update(readFileSync(file)).digest('hex');
  return found === sha256 ? [] : [`${path}: published with the hash ${sha256}, the archive holds ${found}`];
}
