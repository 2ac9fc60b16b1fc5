import type { ItemStore } from '../../../shared/ports.ts';
import type { Consumption } from './capacity-meter.ts';
import {
  deliveryTick,
  goToNextDue,
  openCountedStage,
  receive,
  starterTick,
  sweepTick,
  typicalInspection,
} from './scenarios.ts';

/** What one kind of work asks of the table. */
export type Counted = Omit<Consumption, 'reported'>;

/**
 * Does each kind of work once on a warm function, and gives what `take` counted meanwhile by its name. Escalations are
 * those of one problem to one person, as most are: the reminder of the S2b ladder.
 */
export async function countWork(items: ItemStore, take: () => Consumption): Promise<Record<string, Consumption>> {
  const stage = await openCountedStage(items);
  await stage.services.campaigns.load(stage.campaign);
  const counted: Record<string, Consumption> = {};
  const count = async (name: string, work: () => Promise<unknown>): Promise<void> => {
    take();
    await work();
    counted[name] = take();
  };
  const inspection = (problems: number, photosEach = 0) => {
    const id = `I-20260316-${problems}${photosEach}`;
    return () => receive(stage, typicalInspection(id, problems, stage, photosEach));
  };
  await count('emptySweep', () => sweepTick(stage));
  await count('emptyDelivery', () => deliveryTick(stage));
  await starterTick(stage);
  await count('emptyStart', () => starterTick(stage));
  await count('inspectionWith1Problem', inspection(1));
  await goToNextDue(stage);
  await count('escalationDecision', () => sweepTick(stage));
  await count('escalationDelivery', () => deliveryTick(stage));
  if (stage.sent() !== 1) throw new Error(`the reminder went out ${stage.sent()} times instead of once`);
  await count('inspectionWithoutProblems', inspection(0));
  await count('inspectionWith3Problems', inspection(3));
  await count('inspectionWith3ProblemsAndPhotos', inspection(3, 1));
  return counted;
}
