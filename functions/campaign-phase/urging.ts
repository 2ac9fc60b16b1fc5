import type { ContactRole, RungName } from '../../shared/domain/campaign/vocabulary.ts';
import { recipients } from '../../shared/domain/escalation/escalation.ts';
import type { Instant } from '../../shared/domain/instant.ts';
import type { Ids } from '../../shared/ports.ts';
import type { CampaignContext } from '../../shared/stores/campaign-context.ts';
import type { Owed } from '../../shared/stores/escalation-entry.ts';
import { linkToken } from '../../shared/stores/link-token.ts';

interface Urging {
  readonly about: { readonly task: string } | { readonly gate: string };
  readonly units: readonly string[];
  readonly rung: RungName;
  readonly to: ContactRole;
  readonly dueAt: Instant;
  readonly now: Instant;
}

/** One escalation for each unit that is late with a task or behind at a gate; its id makes it impossible to send twice. */
export function urgings(
  { about, units, rung, to, dueAt, now }: Urging,
  context: CampaignContext,
  ids: Pick<Ids, 'token'>,
): Owed[] {
  const subject = 'task' in about ? `task-due:${about.task}` : `gate:${about.gate}`;
  return units.flatMap((id) => {
    const unit = context.units.get(id);
    if (!unit) return [];
    return recipients({ to: [to] }, unit).map((role) => ({
      id: `${subject}.${id}.${role}`,
      campaign: context.config.id,
      unit: id,
      role,
      rung,
      step: subject,
      ...about,
      life: 1,
      revision: 0,
      dueAt,
      decidedAt: now,
      releaseAt: context.window.releaseAt(now),
      state: 'pending' as const,
      token: linkToken(ids.token(), context.config.id),
    }));
  });
}
