import { inWorkflow } from './deliveries.ts';
import { describeFaults } from './describe-faults.ts';
import { WEEK, withRanking, withWeek } from './weeks.ts';

const handler = 'ranking/handler.ts';

describeFaults('ranking', [
  {
    title: 'a week is ranked',
    handler,
    begin: async (stage) => void (await withWeek(stage)),
    delivery: inWorkflow({ action: 'rank', ...WEEK }),
  },
  {
    title: 'proposals after it',
    handler,
    begin: async (stage) => void (await withRanking(stage)),
    delivery: inWorkflow({ action: 'propose', ...WEEK }),
    // Which of them this very attempt filed is all it says.
    answerOf: () => 'filed',
  },
]);
