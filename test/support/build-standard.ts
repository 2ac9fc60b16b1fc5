import type * as z from 'zod';
import { type Standard, standardSchema } from '../../shared/domain/standard/standard-schema.ts';

export type StandardInput = z.input<typeof standardSchema>;

/** Two domains of 60 and 40 points, six checkpoints; `x6` is a veto checkpoint. Graded pass, partly, fail. */
export function buildStandardInput(overrides: Partial<StandardInput> = {}): StandardInput {
  const checkpoint = (id: string, points: number) => ({ id, name: `考核点${id}`, points });
  return {
    id: 'sanitation',
    name: '卫生县城考核标准',
    source: 'a made-up table for tests',
    points: 100,
    marks: { pass: 1, partly: 0.5, fail: 0 },
    verdicts: [
      { verdict: 'met', atLeast: 90, without: ['fail'] },
      { verdict: 'basicallyMet', atLeast: 75 },
    ],
    domains: [
      {
        id: 'streets',
        name: '市容环境',
        points: 60,
        items: [
          {
            id: 'cleaning',
            name: '清扫保洁',
            points: 60,
            subItems: [
              { id: 'roads', name: '道路', points: 30, checkpoints: [checkpoint('x1', 20), checkpoint('x2', 10)] },
              { id: 'markets', name: '市场', points: 30, checkpoints: [checkpoint('x3', 29.7), checkpoint('x4', 0.3)] },
            ],
          },
        ],
      },
      {
        id: 'food',
        name: '食品安全',
        points: 40,
        items: [
          {
            id: 'shops',
            name: '小餐饮',
            points: 40,
            subItems: [
              {
                id: 'licences',
                name: '证照',
                points: 40,
                checkpoints: [checkpoint('x5', 30), { ...checkpoint('x6', 10), veto: true, lead: 'market-regulation' }],
              },
            ],
          },
        ],
      },
    ],
    ...overrides,
  };
}

/** The standard of `buildStandardInput`, checked by the production schema. */
export const buildStandard = (overrides: Partial<StandardInput> = {}): Standard =>
  standardSchema.parse(buildStandardInput(overrides));
