import { describe, expect, it } from 'vitest';
import { inspectionFact } from '../../../../shared/domain/inspection/inspection-fact.ts';
import { inspectionSchema } from '../../../../shared/domain/inspection/inspection-schema.ts';
import { indexStandard } from '../../../../shared/domain/standard/index-standard.ts';
import { buildStandard } from '../../../support/build-standard.ts';

const standard = buildStandard();
const checkpoints = new Map([...indexStandard(standard).checkpoints].map(([id, { checkpoint }]) => [id, checkpoint]));

const factOf = (results: unknown[]) => {
  const at = '2026-03-02T01:00:00.000Z';
  const inspection = inspectionSchema.parse({ id: 'I-1', unit: 'street-east', source: 'spot', at, results });
  return inspectionFact(inspection, checkpoints, standard.marks);
};

describe('inspectionFact', () => {
  it('adds up points given and looked at, by mark or by points', () => {
    expect(
      factOf([
        { checkpoint: 'x1', mark: 'partly' },
        { checkpoint: 'x2', points: 7 },
        { checkpoint: 'x3', mark: 'fail' },
      ]),
    ).toMatchObject({ id: 'I-1', unit: 'street-east', earned: 17, checked: 59.7, vetoes: [] });
  });
  it('names a veto checkpoint that earned nothing, and no other', () => {
    expect(factOf([{ checkpoint: 'x6', mark: 'fail' }]).vetoes).toEqual(['x6']);
    expect(factOf([{ checkpoint: 'x6', points: 0 }]).vetoes).toEqual(['x6']);
    expect(factOf([{ checkpoint: 'x6', mark: 'partly' }]).vetoes).toEqual([]);
    expect(factOf([{ checkpoint: 'x1', mark: 'fail' }]).vetoes).toEqual([]);
  });
  it('leaves out what the standard no longer has, and gives no more than a checkpoint is worth', () => {
    expect(
      factOf([
        { checkpoint: 'gone', mark: 'pass' },
        { checkpoint: 'x1', mark: 'unheard of' },
        { checkpoint: 'x2', points: 99 },
      ]),
    ).toMatchObject({ earned: 10, checked: 10 });
  });
});
