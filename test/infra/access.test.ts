import { beforeAll, describe, expect, it } from 'vitest';
import { FOLDER_ACCESS, TABLE_ACCESS } from '../../infra/cdk-access.ts';
import type { FolderAccess } from '../../infra/constructs/archive.ts';
import type { TableAccess } from '../../infra/constructs/records-table.ts';
import { casework } from '../support/guarded-casework.ts';
import { appraisal, importing } from '../support/guarded-closings.ts';
import { relapses } from '../support/guarded-relapses.ts';
import { everyUse, type Foldered, type Guarded } from '../support/guarded-stage.ts';

const uses = everyUse();

beforeAll(async () => {
  await casework(uses);
  await appraisal(uses);
  await importing(uses);
  await relapses(uses);
}, 120_000);

const sorted = (names: Iterable<string> = []): readonly string[] => [...names].toSorted();

describe('the rights on the table', () => {
  it.each(Object.keys(TABLE_ACCESS) as Guarded[])('of %s are what it uses, kind by kind', (name) => {
    const rights: TableAccess = TABLE_ACCESS[name];
    for (const what of ['reads', 'writes', 'deletes', 'due'] as const)
      expect([what, sorted(uses.items[name][what])]).toEqual([what, sorted(rights[what])]);
  });
  it('to delete have the gateway alone, of its own marks', () => {
    const deleting = Object.entries<TableAccess>(TABLE_ACCESS).filter(([, { deletes = [] }]) => deletes.length > 0);
    expect(deleting.map(([name, { deletes }]) => [name, deletes])).toEqual([['smsGateway', ['GATEWAY']]]);
  });
});

describe('the rights on files', () => {
  it.each(Object.keys(FOLDER_ACCESS) as Foldered[])('of %s are what it uses, folder by folder', (name) => {
    const rights: FolderAccess = FOLDER_ACCESS[name];
    for (const what of ['reads', 'writes'] as const)
      expect([what, sorted(uses.folders[name][what])]).toEqual([what, sorted(rights[what])]);
  });
});
