import { checkStandard } from '../../standard/check-standard.ts';
import { check } from './check.ts';

/** What a standard must hold by itself, placed in the campaign file. */
export const standardSums = [
  check(['standard'], ({ standard }) =>
    standard ? checkStandard(standard).map((found) => ({ ...found, path: ['standard', ...found.path] })) : [],
  ),
];
