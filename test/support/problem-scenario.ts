import { createWorkingCalendar } from '../../shared/domain/calendar/working-calendar.ts';
import type { CampaignInput } from '../../shared/domain/campaign/campaign-schema.ts';
import { decide } from '../../shared/domain/problem/decide.ts';
import { append, EMPTY_HISTORY, type History, stateOf } from '../../shared/domain/problem/history.ts';
import type { ProblemCommand } from '../../shared/domain/problem/problem-commands.ts';
import { compileProblemRules, type ProblemRules } from '../../shared/domain/problem/problem-rules.ts';
import type { ProblemState } from '../../shared/domain/problem/problem-state.ts';
import { buildCampaign } from './build-campaign.ts';

/** A wall-clock time in Asia/Shanghai as an instant: `at('2026-03-02 09:00')`. */
export const at = (wall: string): string => new Date(`${wall.replace(' ', 'T')}:00+08:00`).toISOString();

export function buildRules(overrides: Partial<CampaignInput> = {}): ProblemRules {
  const campaign = buildCampaign(overrides);
  return compileProblemRules(campaign, createWorkingCalendar(campaign.calendar, campaign.timeZone));
}

type Distribute<T> = T extends unknown ? Omit<T, 'at' | 'by'> & { by?: string } : never;
export type Told = Distribute<ProblemCommand>;

/** Given / when / then for one problem: tell it commands at wall-clock times and look at what became of it. */
export class Story {
  history: History = EMPTY_HISTORY;
  readonly rules: ProblemRules;
  constructor(rules: ProblemRules) {
    this.rules = rules;
  }
  get state(): ProblemState {
    return stateOf(this.history);
  }
  tell(wall: string, command: Told): this {
    const full = { by: 'office:wang', ...command, at: at(wall) } as ProblemCommand;
    const events = decide(full, this.history.events.length > 0 ? this.state : undefined, this.rules);
    this.history = append(this.history, events);
    return this;
  }
}

/** A problem of the built campaign, recorded and dispatched at one moment. */
export function dispatched(
  wall = '2026-03-02 09:00',
  overrides: Partial<CampaignInput> = {},
  facts: object = {},
): Story {
  const story = new Story(buildRules(overrides));
  return story
    .tell(wall, {
      type: 'record',
      problem: 'P-1',
      campaign: 'hundred-days-2026',
      inspection: 'I-1',
      category: 'litter',
      severity: 'normal',
      source: 'spot',
      place: '人民路12号',
      description: '店外经营',
      ...facts,
    })
    .tell(wall, { type: 'dispatch', unit: 'street-east' });
}
