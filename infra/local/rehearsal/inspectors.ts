import { takeIn } from '../../../functions/inspection-intake/take-in.ts';
import type { Services } from '../../../functions/services.ts';
import { toInstant, toMs } from '../../../shared/domain/instant.ts';
import type { Actor } from '../actor.ts';
import type { Casework } from './casework.ts';
import { inspectionOf } from './inspection.ts';
import type { LiveWorld } from './live-world.ts';
import { timetable } from './timetable.ts';
import { type Visit, visitsOn } from './visits.ts';

/** Those who inspect and those who pass on what was reported; each inspection goes through the ordinary intake. */
export async function createInspectors(live: LiveWorld, casework: Casework, services: Services): Promise<Actor> {
  const { id } = live.world.context.config;
  const known = new Set<string>();
  for await (const { inspection } of services.inspections.all(id)) known.add(inspection.id);
  const ahead = createVisitPlan(live, known);
  return {
    async nextAt(now) {
      const visit = ahead.next();
      if (!visit) return undefined;
      const at = toInstant(visit.arrives);
      return at > now ? at : now;
    },
    async act(now) {
      for (let visit = ahead.next(); visit && visit.arrives <= toMs(now); visit = ahead.next()) {
        const taken = await takeIn({ campaign: id, ...inspectionOf(visit, live.world) }, services);
        ahead.done();
        for (const problem of taken.problems) await casework.followById(problem, now);
      }
    },
  };
}

interface VisitPlan {
  /** The earliest visit not yet made; undefined when the campaign has no more. */
  next(): Visit | undefined;
  done(): void;
}

/** Draws the visits of a day when the day before is done; `known` ones came in before this process began. */
function createVisitPlan(live: LiveWorld, known: Set<string>): VisitPlan {
  let { world } = live;
  let days = [...timetable(world)];
  let [day, index] = [-1, 0];
  let today: readonly Visit[] = [];
  const draw = () => {
    const [date, count] = days[day] ?? [];
    today = date ? visitsOn(date, count ?? 0, world).filter((visit) => !known.has(visit.id)) : [];
    index = 0;
  };
  const drawAnew = () => {
    world = live.world;
    days = [...timetable(world)];
    draw();
  };
  return {
    next() {
      if (world !== live.world) drawAnew();
      while (index >= today.length && day < days.length) {
        day += 1;
        draw();
      }
      return today[index];
    },
    done() {
      const made = today[index];
      if (made) known.add(made.id);
      index += 1;
    },
  };
}
