import { type MeasureDefinition, type TaskFact, type Window, within } from './measure.ts';

/** The id of what one unit owes: the task and the unit. */
export const taskId = ({ task, unit }: TaskFact): string => `${task}@${unit}`;

/** Whether a task due in the window was not done in time, as known at the cut-off. */
export const isLateTask = (task: TaskFact, window: Window): boolean =>
  within(window, task.dueAt) && (task.doneAt === undefined || task.doneAt > task.dueAt);

/** 任务按期完成率: tasks done at or before their time ÷ tasks due in the window. Early is on time, late never (S3). */
export const taskCompletion: MeasureDefinition = {
  unit: 'rate',
  better: 'higher',
  title: { zh: '任务按期完成率', en: 'task completion' },
  base: { zh: '应完成任务', en: 'tasks due', counter: '项' },
  formula: { zh: '按期完成任务数 ÷ 期内到期任务数', en: 'tasks done in time ÷ tasks due in the window' },
  counting: (_spec, window) => ({
    task(sums, task) {
      if (!within(window, task.dueAt)) return;
      sums.base(taskId(task));
      if (!isLateTask(task, window)) sums.hit(taskId(task));
    },
  }),
};
