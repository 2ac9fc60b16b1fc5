import { describe, expect, it } from 'vitest';
import { neutraliseFormula } from '../../../shared/domain/csv-cell.ts';

describe('neutraliseFormula', () => {
  it.each(['=1+1', '+cmd|x', '-1+2', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1', '－A1'])('quotes %j', (cell) => {
    expect(neutraliseFormula(cell)).toBe(`'${cell}`);
  });

  it.each(['', '城东街道', '-0.2', '+3', '-12.50%', '-', '2026-03-02', 'a=b'])('leaves %j as it is', (cell) => {
    expect(neutraliseFormula(cell)).toBe(cell);
  });
});
