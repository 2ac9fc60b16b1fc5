import { inWorkflow } from './deliveries.ts';
import { describeFaults } from './describe-faults.ts';
import { WEEK, withRanking } from './weeks.ts';

describeFaults('bulletin-publishing', [
  {
    title: 'a weekly bulletin',
    handler: 'bulletin-publishing/handler.ts',
    begin: async (stage) => void (await withRanking(stage)),
    delivery: inWorkflow({ action: 'publish', ...WEEK }),
  },
]);
