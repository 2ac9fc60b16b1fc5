import { type Decisions, inHand, refuseUnless } from './guards.ts';
import { currentLife } from './problem-state.ts';

/** What the unit files and somebody else confirms. */
export const rectification: Pick<Decisions, 'completeStage' | 'fileRectification' | 'verify' | 'closeAsRecorded'> = {
  completeStage(state, { at, by, stage }) {
    inHand(state, by);
    const life = currentLife(state);
    refuseUnless(life.schedule.stages?.some((one) => one.name === stage) ?? false, 'unknown-stage', state);
    refuseUnless(!life.stagesDone.includes(stage), 'stage-already-done', state);
    return [{ type: 'StageCompleted', at, by, stage }];
  },
  fileRectification(state, { at, by, note, photos, method }, rules) {
    inHand(state, by);
    refuseUnless(photos.length >= rules.handling.photosRequired, 'photos-missing', state);
    return [
      {
        type: 'RectificationFiled',
        at,
        by,
        note,
        photos,
        ...(method && { method }),
        ...(rules.handling.onTimeBy === 'filing' && { settles: true }),
      },
    ];
  },
  verify(state, command, rules) {
    const { at, by } = command;
    refuseUnless(state.status === 'rectified', 'not-waiting-for-verification', state);
    refuseUnless(!by.startsWith('unit:'), 'verified-by-the-unit-itself', state);
    const life = currentLife(state);
    const filedAt = life.filed?.at ?? at;
    const byFiling = rules.handling.onTimeBy === 'filing';
    if (command.pass) {
      return [
        {
          type: 'VerificationPassed',
          at,
          by,
          settledAt: byFiling ? filedAt : at,
          ...(command.note && { note: command.note }),
        },
      ];
    }
    return [
      {
        type: 'VerificationFailed',
        at,
        by,
        reason: command.reason,
        ...(byFiling && { schedule: rules.resume(life, filedAt, at) }),
      },
    ];
  },
  closeAsRecorded(state, { at, by, settledAt, stated }) {
    inHand(state, by);
    return [{ type: 'VerificationPassed', at, by, settledAt, ...(stated && { stated }) }];
  },
};
