import { type Agenda, computeAgenda } from '../domain/agenda/agenda.ts';
import { createWorkingCalendar, type WorkingCalendar } from '../domain/calendar/working-calendar.ts';
import type { Campaign, Category } from '../domain/campaign/campaign-schema.ts';
import type { Unit } from '../domain/campaign/unit-schema.ts';
import { createSendingWindow, type SendingWindow } from '../domain/escalation/sending-window.ts';
import { compileSms, type SmsCompiler } from '../domain/escalation/sms.ts';
import { compileProblemRules, type ProblemRules } from '../domain/problem/problem-rules.ts';
import { indexStandard, type StandardIndex } from '../domain/standard/index-standard.ts';
import type { Checkpoint } from '../domain/standard/standard-schema.ts';
import type { CampaignHead, CampaignRegistry } from './campaign-registry.ts';

/** A campaign with everything that is computed once from its configuration. */
export interface CampaignContext {
  readonly config: Campaign;
  readonly revision: number;
  readonly calendar: WorkingCalendar;
  readonly rules: ProblemRules;
  readonly agenda: Agenda;
  readonly window: SendingWindow;
  readonly sms: SmsCompiler;
  readonly units: ReadonlyMap<string, Unit>;
  readonly categories: ReadonlyMap<string, Category>;
  readonly checkpoints: ReadonlyMap<string, Checkpoint>;
  readonly standard: StandardIndex | undefined;
}

const checkpointsOf = (config: Campaign): Checkpoint[] =>
  (config.standard?.domains ?? []).flatMap((domain) =>
    domain.items.flatMap((item) => item.subItems.flatMap((subItem) => subItem.checkpoints)),
  );

/** Compiles a campaign's configuration. */
export function compileCampaign(config: Campaign, revision: number): CampaignContext {
  const calendar = createWorkingCalendar(config.calendar, config.timeZone);
  return {
    config,
    revision,
    calendar,
    rules: compileProblemRules(config, calendar),
    agenda: computeAgenda(config, calendar, { revision }),
    window: createSendingWindow(config.sending, calendar),
    sms: compileSms(config.sending, config.timeZone),
    units: new Map(config.units.map((unit) => [unit.id, unit])),
    categories: new Map(config.categories.map((category) => [category.id, category])),
    standard: config.standard && indexStandard(config.standard),
    checkpoints: new Map(checkpointsOf(config).map((checkpoint) => [checkpoint.id, checkpoint])),
  };
}

/** No such campaign; the message says which are there. */
export class UnknownCampaign extends Error {
  constructor(id: string) {
    super(`there is no campaign "${id}"; list the campaigns to see their ids`);
    this.name = 'UnknownCampaign';
  }
}

/** Campaigns by id, compiled once a revision. */
export interface CampaignContexts {
  /** The newest revision, or that of a head that was read a moment ago; throws `UnknownCampaign`. */
  load(id: string, head?: CampaignHead): Promise<CampaignContext & { readonly head: CampaignHead }>;
}

export function createCampaignContexts(registry: CampaignRegistry): CampaignContexts {
  const compiled = new Map<string, CampaignContext>();
  return {
    async load(id, known) {
      const head = known ?? (await registry.head(id))?.head;
      if (!head) throw new UnknownCampaign(id);
      const cached = compiled.get(id);
      if (cached?.revision === head.revision) return { ...cached, head };
      const config = await registry.config(id, head.revision);
      if (!config) throw new UnknownCampaign(`${id} revision ${head.revision}`);
      const context = compileCampaign(config, head.revision);
      compiled.set(id, context);
      return { ...context, head };
    },
  };
}
