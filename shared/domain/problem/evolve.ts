import type { ProblemEvent, Schedule } from './problem-events.ts';
import { currentLife, type Life, type ProblemState } from './problem-state.ts';

const newLife = (unit: string, at: string, schedule: Schedule, relapse = false): Life => ({
  unit,
  dispatchedAt: at,
  schedule,
  revision: 0,
  decided: [],
  stagesDone: [],
  extensionsAt: [],
  reworksAt: [],
  relapse,
});

/** Replaces the current life. */
function withLife(state: ProblemState, change: Partial<Life>): readonly Life[] {
  return [...state.lives.slice(0, -1), { ...currentLife(state), ...change }];
}

/** A new deadline in the current life. */
function withSchedule(state: ProblemState, schedule: Schedule, change: Partial<Life> = {}): readonly Life[] {
  return withLife(state, { ...change, schedule, revision: currentLife(state).revision + 1 });
}

type Evolutions = {
  [Type in ProblemEvent['type']]: (state: ProblemState, event: Extract<ProblemEvent, { type: Type }>) => ProblemState;
};

/** Drops what belongs to one status only. */
function common(state: ProblemState) {
  const {
    id,
    campaign,
    inspection,
    category,
    severity,
    source,
    place,
    description,
    checkpoint,
    photos,
    recordedAt,
    relapseOf,
    lives,
  } = state;
  return {
    id,
    campaign,
    inspection,
    category,
    severity,
    source,
    place,
    description,
    photos,
    recordedAt,
    lives,
    ...(checkpoint && { checkpoint }),
    ...(relapseOf && { relapseOf }),
  };
}

const dispatched = (state: ProblemState, lives: readonly Life[]): ProblemState => ({
  ...common(state),
  status: 'dispatched',
  lives,
});

const EVOLUTIONS: Evolutions = {
  ProblemRecorded: (_, event) => {
    const { type: _type, at, by: _by, problem, photos = [], ...facts } = event;
    return { ...facts, id: problem, photos, recordedAt: at, status: 'recorded', lives: [] };
  },
  ProblemDispatched: (state, event) =>
    dispatched(state, [...state.lives, newLife(event.unit, event.at, event.schedule, state.relapseOf !== undefined)]),
  ProblemAcknowledged: (state, event) => {
    const { schedule } = currentLife(state);
    const slots = event.slots ?? schedule.slots;
    return { ...state, lives: withLife(state, { acknowledgedAt: event.at, schedule: { ...schedule, slots } }) };
  },
  ProblemReturned: (state, event) => ({
    ...common(state),
    status: 'returned',
    returned: { at: event.at, reason: event.reason },
  }),
  ProblemReassigned: (state, event) =>
    dispatched(
      state,
      event.schedule
        ? [
            ...withLife(state, { dropped: 'reassigned' }),
            newLife(event.unit, event.at, event.schedule, currentLife(state).relapse),
          ]
        : state.lives,
    ),
  StageCompleted: (state, event) => ({
    ...state,
    lives: withLife(state, { stagesDone: [...currentLife(state).stagesDone, event.stage] }),
  }),
  RectificationFiled: (state, event) => {
    const { type: _type, by: _by, ...filed } = event;
    return { ...common(state), status: 'rectified', lives: withLife(state, { filed }) };
  },
  VerificationPassed: (state, event) => ({
    ...common(state),
    status: 'closed',
    lives: withLife(state, {
      settledAt: event.settledAt,
      closedAt: event.at,
      ...(event.stated && { stated: event.stated }),
    }),
  }),
  VerificationFailed: (state, event) => {
    const { filed, reworksAt: before } = currentLife(state);
    const { settles: _settles, ...refused } = filed ?? { at: event.at, note: '', photos: [] };
    const reworked = { reworksAt: [...before, event.at], ...(filed && { filed: refused }) };
    return dispatched(
      state,
      event.schedule ? withSchedule(state, event.schedule, reworked) : withLife(state, reworked),
    );
  },
  ExtensionRequested: (state, event) => ({
    ...common(state),
    status: 'dispatched',
    extensionRequest: { until: event.until, reason: event.reason },
  }),
  ExtensionApproved: (state, event) =>
    dispatched(
      state,
      withSchedule(state, event.schedule, { extensionsAt: [...currentLife(state).extensionsAt, event.at] }),
    ),
  ExtensionRefused: (state) => dispatched(state, state.lives),
  ProblemParked: (state, event) => ({
    ...common(state),
    status: 'parked',
    parked: { at: event.at, until: event.until, reason: event.reason },
  }),
  ProblemResumed: (state, event) => dispatched(state, withSchedule(state, event.schedule)),
  ProblemReopened: (state, event) =>
    dispatched(state, [...state.lives, newLife(event.unit, event.at, event.schedule, true)]),
  ProblemContinued: (state, event) => ({ ...common(state), status: 'closed', continuedAs: event.as }),
  ProblemMerged: (state, event) => ({
    ...common(state),
    status: 'merged',
    into: event.into,
    lives: dropCurrent(state, 'merged'),
  }),
  AppealFiled: (state) => ({ ...state, lives: withLife(state, { appeal: 'filed' }) }),
  AppealUpheld: (state) => ({ ...state, lives: withLife(state, { appeal: 'upheld' }) }),
  AppealRejected: (state) => ({ ...state, lives: withLife(state, { appeal: 'rejected' }) }),
  ProblemVoided: (state, event) => ({
    ...common(state),
    status: 'voided',
    reason: event.reason,
    lives: dropCurrent(state, 'voided'),
  }),
  DeadlineRebased: (state, event) => ({ ...state, lives: withSchedule(state, event.schedule) }),
  RungDecided: (state, event) => {
    const { step, rung, revision, at } = event;
    return {
      ...state,
      lives: withLife(state, { decided: [...currentLife(state).decided, { step, rung, revision, at }] }),
    };
  },
};

function dropCurrent(state: ProblemState, dropped: 'merged' | 'voided'): readonly Life[] {
  return state.lives.length > 0 ? withLife(state, { dropped }) : state.lives;
}

/** The state after one more event; a problem begins with `ProblemRecorded`, whose previous state is not looked at. */
export function evolve(state: ProblemState | undefined, event: ProblemEvent): ProblemState {
  if (!state && event.type !== 'ProblemRecorded')
    throw new Error(`a problem begins with ProblemRecorded, not ${event.type}`);
  const apply = EVOLUTIONS[event.type] as (state: ProblemState | undefined, event: ProblemEvent) => ProblemState;
  return apply(state, event);
}

/** Replays a history; throws on an empty one. */
export function replay(events: readonly ProblemEvent[]): ProblemState {
  let state: ProblemState | undefined;
  for (const event of events) state = evolve(state, event);
  if (!state) throw new Error('a problem without events does not exist');
  return state;
}
