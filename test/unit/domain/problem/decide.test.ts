import { describe, expect, it } from 'vitest';
import { currentLife } from '../../../../shared/domain/problem/problem-state.ts';
import type { RefusalReason } from '../../../../shared/domain/problem/refusals.ts';
import { at, buildRules, dispatched, Story, type Told } from '../../../support/problem-scenario.ts';

const file: Told = { type: 'fileRectification', note: '已整改', photos: [], by: 'unit:street-east' };
const pass: Told = { type: 'verify', pass: true };
const due = (story: Story) => currentLife(story.state).schedule.dueAt;
const slots = (story: Story) => currentLife(story.state).schedule.slots.map((slot) => `${slot.step} ${slot.at}`);

function refused(story: Story, wall: string, command: Told, reason: RefusalReason): void {
  const events = story.history.events.length;
  expect(() => story.tell(wall, command)).toThrow(expect.objectContaining({ name: 'Refused', reason }));
  expect(story.history.events.length).toBe(events);
}

describe('from dispatch to closing', () => {
  it('starts the clock at dispatch and pins deadline, ladder and rule set', () => {
    const story = dispatched('2026-03-02 09:00');
    expect(due(story)).toBe(at('2026-03-05 17:30'));
    expect(slots(story)).toEqual([
      `remind ${at('2026-03-05 11:30')}`,
      `urge ${at('2026-03-05 17:30')}`,
      `supervise ${at('2026-03-06 17:30')}`,
      `criticise ${at('2026-03-10 17:30')}`,
      `summon ${at('2026-03-12 17:30')}`,
      `refer ${at('2026-03-19 17:30')}`,
    ]);
    expect(currentLife(story.state).schedule).toMatchObject({ rule: 'ordinary', ruleSet: story.rules.ruleSet });
  });
  it('is on time by the moment of filing, however slow the verifier', () => {
    const story = dispatched().tell('2026-03-05 17:00', file).tell('2026-03-20 09:00', pass);
    expect(story.state.status).toBe('closed');
    expect(currentLife(story.state)).toMatchObject({
      settledAt: at('2026-03-05 17:00'),
      closedAt: at('2026-03-20 09:00'),
    });
  });
  it('is on time by the moment of closing where the campaign says so', () => {
    const story = dispatched('2026-03-02 09:00', { handling: { onTimeBy: 'closing' } })
      .tell('2026-03-05 17:00', file)
      .tell('2026-03-06 09:00', pass);
    expect(currentLife(story.state).settledAt).toBe(at('2026-03-06 09:00'));
  });
  it('refuses what another unit, or the unit itself as verifier, may not do', () => {
    refused(dispatched(), '2026-03-03 09:00', { type: 'acknowledge', by: 'unit:street-west' }, 'not-your-problem');
    refused(
      dispatched().tell('2026-03-03 09:00', file),
      '2026-03-03 10:00',
      { ...pass, by: 'unit:street-east' } as Told,
      'verified-by-the-unit-itself',
    );
  });
  it('refuses a rectification without the photos the campaign asks for', () => {
    refused(
      dispatched('2026-03-02 09:00', { handling: { photosRequired: 1 } }),
      '2026-03-03 09:00',
      file,
      'photos-missing',
    );
  });
  it.each<[Told, RefusalReason]>([
    [{ type: 'dispatch', unit: 'street-east' }, 'not-waiting-for-dispatch'],
    [{ type: 'reassign', unit: 'street-west', reason: 'x' }, 'not-returned'],
    [pass, 'not-waiting-for-verification'],
    [{ type: 'approveExtension' }, 'no-extension-requested'],
    [{ type: 'refuseExtension', reason: 'x' }, 'no-extension-requested'],
    [{ type: 'resume' }, 'not-parked'],
    [{ type: 'appeal', reason: 'x' }, 'not-closed'],
    [{ type: 'upholdAppeal', reason: 'x' }, 'no-appeal'],
    [{ type: 'rejectAppeal', reason: 'x' }, 'no-appeal'],
    [{ type: 'reopen', inspection: 'I-2', unit: 'street-east' }, 'not-closed'],
    [{ type: 'merge', into: 'P-1' }, 'merged-into-itself'],
    [{ type: 'completeStage', stage: '围护' }, 'unknown-stage'],
    [{ type: 'climb' }, 'no-rung-due'],
  ])('refuses %j while the unit works on it', (command, reason) => {
    refused(dispatched(), '2026-03-03 09:00', command, reason);
  });
  it('refuses any command on a problem that was never recorded', () => {
    refused(new Story(buildRules()), '2026-03-02 09:00', { type: 'acknowledge' }, 'unknown-problem');
  });
});

describe('return and reassignment', () => {
  const returned = () =>
    dispatched().tell('2026-03-03 09:00', { type: 'return', reason: '不属本辖区', by: 'unit:street-east' });
  it('starts a new clock for another unit and leaves the first unit out of every measure', () => {
    const story = returned().tell('2026-03-04 09:00', { type: 'reassign', unit: 'street-west', reason: '改派' });
    expect(story.state.lives.map((life) => [life.unit, life.dropped])).toEqual([
      ['street-east', 'reassigned'],
      ['street-west', undefined],
    ]);
    expect(due(story)).toBe(at('2026-03-09 17:30'));
  });
  it('lets the first clock run on when the same unit gets it back', () => {
    const story = returned().tell('2026-03-04 09:00', { type: 'reassign', unit: 'street-east', reason: '属本辖区' });
    expect(story.state.lives).toHaveLength(1);
    expect(due(story)).toBe(at('2026-03-05 17:30'));
  });
});

describe('verification that fails', () => {
  it('counts a rework and gives back the working time that the verification took', () => {
    const story = dispatched()
      .tell('2026-03-05 10:30', file)
      .tell('2026-03-09 10:30', { type: 'verify', pass: false, reason: '未整改到位' });
    expect(currentLife(story.state).reworksAt).toEqual([at('2026-03-09 10:30')]);
    expect(due(story)).toBe(at('2026-03-09 17:30'));
    expect(slots(story)[0]).toBe(`remind ${at('2026-03-09 11:30')}`);
  });
  it('leaves a deadline that had already passed where it was', () => {
    const story = dispatched()
      .tell('2026-03-06 10:30', file)
      .tell('2026-03-10 10:30', { type: 'verify', pass: false, reason: '未整改到位' });
    expect(due(story)).toBe(at('2026-03-05 17:30'));
    expect(slots(story)).toContain(`supervise ${at('2026-03-10 17:30')}`);
  });
});

describe('extension', () => {
  const ask: Told = {
    type: 'requestExtension',
    until: at('2026-03-10 17:30'),
    reason: '需协调',
    by: 'unit:street-east',
  };
  it('moves the deadline and its ladder when the office approves', () => {
    const story = dispatched().tell('2026-03-04 09:00', ask).tell('2026-03-04 10:00', { type: 'approveExtension' });
    expect(due(story)).toBe(at('2026-03-10 17:30'));
    expect(currentLife(story.state)).toMatchObject({ revision: 1, extensionsAt: [at('2026-03-04 10:00')] });
    expect(slots(story)).toContain(`supervise ${at('2026-03-11 17:30')}`);
  });
  it('is refused once overdue', () => {
    refused(dispatched(), '2026-03-05 17:31', ask, 'extension-once-overdue');
  });
  it('is refused a third time', () => {
    const story = dispatched();
    for (const day of ['10', '11']) {
      story
        .tell('2026-03-04 09:00', { ...ask, until: at(`2026-03-${day} 17:30`) } as Told)
        .tell('2026-03-04 10:00', { type: 'approveExtension' });
    }
    refused(story, '2026-03-05 09:00', { ...ask, until: at('2026-03-13 17:30') } as Told, 'too-many-extensions');
  });
  it('is not approved to a time that has passed, which would leave rungs out', () => {
    const asked = dispatched().tell('2026-03-04 09:00', ask);
    refused(asked, '2026-03-11 09:00', { type: 'approveExtension' }, 'deadline-in-the-past');
    asked.tell('2026-03-11 09:00', { type: 'approveExtension', until: at('2026-03-13 17:30') });
    expect(due(asked)).toBe(at('2026-03-13 17:30'));
  });
  it('is refused twice at once and where it is not later', () => {
    refused(dispatched().tell('2026-03-04 09:00', ask), '2026-03-04 09:30', ask, 'extension-already-requested');
    refused(dispatched(), '2026-03-04 09:30', { ...ask, until: at('2026-03-05 17:30') } as Told, 'extension-not-later');
  });
});

describe('parking', () => {
  const park: Told = { type: 'park', until: at('2026-03-16 09:00'), reason: '季节原因' };
  it('stops the clock and gives back what was left', () => {
    const story = dispatched()
      .tell('2026-03-04 09:00', park)
      .tell('2026-03-16 09:00', { type: 'resume', by: 'system' });
    expect(due(story)).toBe(at('2026-03-17 17:30'));
    expect(currentLife(story.state).revision).toBe(1);
  });
  it('does not climb while parked and is not resumed early by the system', () => {
    const story = dispatched().tell('2026-03-04 09:00', park);
    refused(story, '2026-03-10 09:00', { type: 'climb' }, 'not-with-a-unit');
    refused(story, '2026-03-10 09:00', { type: 'resume', by: 'system' }, 'parking-not-over');
  });
  it('is refused for longer than the campaign allows and into the past', () => {
    refused(dispatched(), '2026-03-04 09:00', { ...park, until: at('2027-03-16 09:00') } as Told, 'park-too-long');
    refused(
      dispatched(),
      '2026-03-04 09:00',
      { ...park, until: at('2026-03-01 09:00') } as Told,
      'park-ends-in-the-past',
    );
  });
});

describe('after closing', () => {
  const closedLate = () => dispatched().tell('2026-03-06 09:00', file).tell('2026-03-06 10:00', pass);
  it('reopens as a relapse within the days the campaign sets, and not after', () => {
    const story = closedLate().tell('2026-03-20 09:00', {
      type: 'reopen',
      inspection: 'I-9',
      unit: 'street-east',
      by: 'system',
    });
    expect(story.state.lives.map((life) => life.relapse)).toEqual([false, true]);
    refused(
      closedLate(),
      '2026-05-20 09:00',
      { type: 'reopen', inspection: 'I-9', unit: 'street-east' },
      'no-relapse-any-more',
    );
  });
  it('takes one appeal, of an overdue problem only, in time', () => {
    const appeal: Told = { type: 'appeal', reason: '系统故障', by: 'unit:street-east' };
    const story = closedLate()
      .tell('2026-03-07 09:00', appeal)
      .tell('2026-03-08 09:00', { type: 'upholdAppeal', reason: '属实' });
    expect(currentLife(story.state).appeal).toBe('upheld');
    refused(story, '2026-03-09 09:00', appeal, 'appeal-only-once');
    refused(closedLate(), '2026-04-20 09:00', appeal, 'appeal-too-late');
    refused(
      dispatched().tell('2026-03-03 09:00', file).tell('2026-03-03 10:00', pass),
      '2026-03-04 09:00',
      appeal,
      'appeal-needs-overdue',
    );
  });
  it('cannot be merged any more, but can be voided, once', () => {
    refused(closedLate(), '2026-03-07 09:00', { type: 'merge', into: 'P-2' }, 'already-ended');
    const story = closedLate().tell('2026-03-07 09:00', { type: 'void', reason: '误报' });
    refused(story, '2026-03-07 10:00', { type: 'void', reason: '误报' }, 'already-ended');
  });
});

describe('climbing', () => {
  it('decides one rung at a time, in order, each once', () => {
    const story = dispatched();
    story
      .tell('2026-03-07 09:00', { type: 'climb', by: 'system' })
      .tell('2026-03-07 09:00', { type: 'climb', by: 'system' })
      .tell('2026-03-07 09:00', { type: 'climb', by: 'system' });
    expect(currentLife(story.state).decided.map((one) => one.step)).toEqual(['remind', 'urge', 'supervise']);
    refused(story, '2026-03-07 09:00', { type: 'climb', by: 'system' }, 'no-rung-due');
  });
  it('never decides a rung early', () => {
    refused(dispatched(), '2026-03-05 11:29', { type: 'climb', by: 'system' }, 'no-rung-due');
    expect(dispatched().tell('2026-03-05 11:30', { type: 'climb', by: 'system' }).history.events.at(-1)).toMatchObject({
      type: 'RungDecided',
      slotAt: at('2026-03-05 11:30'),
    });
  });
  it('stops the rungs before the deadline when the unit acknowledges', () => {
    const story = dispatched().tell('2026-03-03 09:00', { type: 'acknowledge', by: 'unit:street-east' });
    expect(slots(story)[0]).toBe(`urge ${at('2026-03-05 17:30')}`);
  });
  it('only delays them where the campaign says so', () => {
    const ladder = {
      rungs: [{ rung: 'remind', at: '-4 workingHours', to: ['liaison'] }],
      acknowledgement: { effect: 'delays', by: '2 workingHours' },
    } as const;
    const story = dispatched('2026-03-02 09:00', {
      ladder: { ...ladder, rungs: [...ladder.rungs].map((rung) => ({ ...rung, to: [...rung.to] })) },
    });
    story.tell('2026-03-03 09:00', { type: 'acknowledge', by: 'unit:street-east' });
    expect(slots(story)).toEqual([`remind ${at('2026-03-05 15:30')}`]);
  });
  it('moves with a deadline that a named official re-bases, and only then', () => {
    const story = dispatched().tell('2026-03-03 09:00', {
      type: 'rebase',
      dueAt: at('2026-03-12 17:30'),
      reason: '县办通知',
    });
    expect(due(story)).toBe(at('2026-03-12 17:30'));
    expect(slots(story)).toContain(`urge ${at('2026-03-12 17:30')}`);
  });
  it('sets no deadline that has passed, which would leave rungs out', () => {
    const dueAt = at('2026-03-03 08:59');
    refused(dispatched(), '2026-03-03 09:00', { type: 'rebase', dueAt, reason: '县办通知' }, 'deadline-in-the-past');
  });
});

describe('staged deadlines', () => {
  const story = () => dispatched('2026-03-02 16:00', {}, { category: 'manhole', severity: 'urgent' });
  it('urges each stage that passes unfinished', () => {
    expect(slots(story()).slice(0, 2)).toEqual([
      `urge:围护 ${at('2026-03-02 19:00')}`,
      `urge:修复 ${at('2026-03-03 00:00')}`,
    ]);
  });
  it('leaves a finished stage alone', () => {
    const done = story().tell('2026-03-02 17:00', { type: 'completeStage', stage: '围护', by: 'unit:street-east' });
    refused(done, '2026-03-02 20:00', { type: 'climb', by: 'system' }, 'no-rung-due');
    refused(done, '2026-03-02 20:00', { type: 'completeStage', stage: '围护' }, 'stage-already-done');
  });
});
