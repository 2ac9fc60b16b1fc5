import { expect, it } from 'vitest';
import type { ProblemCommand } from '../../../shared/domain/problem/problem-commands.ts';
import { inspect } from '../../support/handle-problems.ts';
import { at, type Told } from '../../support/problem-scenario.ts';
import { openTestStage } from '../../support/test-stage.ts';

it('dates a command that waited behind another no earlier than that one', async () => {
  const stage = await openTestStage();
  const [problem = ''] = await inspect(stage, 'street-east', 1);
  const { rules } = await stage.services.campaigns.load(stage.campaign);
  const tellAt = (command: Told, time: string) =>
    stage.services.desk.execute(
      stage.campaign,
      problem,
      { by: 'office:wang', ...command, at: at(time) } as ProblemCommand,
      rules,
    );
  await tellAt({ type: 'acknowledge' }, '2026-03-02 10:05');
  await tellAt({ type: 'fileRectification', note: '已清理', photos: [] }, '2026-03-02 10:04');
  const stored = await stage.services.ledger.load(stage.campaign, problem);
  expect(stored?.history.events.slice(-2).map((event) => event.at)).toEqual([
    at('2026-03-02 10:05'),
    at('2026-03-02 10:05'),
  ]);
});
