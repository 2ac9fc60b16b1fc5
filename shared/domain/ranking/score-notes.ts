import type { RankingConfig } from '../campaign/ranking-schema.ts';
import { MEASURE_TABLE, measureKey } from '../measures/measures.ts';
import type { MeasureNote } from './ranking-document.ts';

/** What stands behind each column of a ranking, in the order of the score's terms. */
export const describeMeasures = ({ score }: RankingConfig): MeasureNote[] =>
  score.map(({ measure, weight }) => {
    const { title, formula } = MEASURE_TABLE[measure.name];
    return {
      key: measureKey(measure),
      weight,
      title: title.zh,
      titleEn: title.en,
      formula: formula.zh,
      formulaEn: formula.en,
    };
  });
