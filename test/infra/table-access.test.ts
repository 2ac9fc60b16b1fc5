import { beforeAll, describe, expect, it } from 'vitest';
import { TABLE_ACCESS } from '../../infra/cdk-access.ts';
import type { TableAccess } from '../../infra/constructs/records-table.ts';
import { casework } from '../support/guarded-casework.ts';
import { appraisal, importing } from '../support/guarded-closings.ts';
import { everyUse, type Guarded } from '../support/guarded-stage.ts';

const uses = everyUse();

describe('the rights on the table', () => {
  beforeAll(async () => {
    await casework(uses);
    await appraisal(uses);
    await importing(uses);
  }, 120_000);

  it.each(Object.keys(TABLE_ACCESS) as Guarded[])('of %s are what it uses, kind by kind', (name) => {
    const rights: TableAccess = TABLE_ACCESS[name];
    const { reads, writes, due } = uses[name];
    expect({ reads: [...reads].toSorted(), writes: [...writes].toSorted(), due: [...due].toSorted() }).toEqual({
      reads: rights.reads.toSorted(),
      writes: (rights.writes ?? []).toSorted(),
      due: (rights.due ?? []).toSorted(),
    });
  });
});
