import { proposeAccountability } from '../../functions/ranking/propose-accountability.ts';
import { asCaller } from './caller.ts';
import { lazily, overHttp } from './deliveries.ts';
import { describeFaults } from './describe-faults.ts';
import { WEEK, withAppeal, withRanking } from './weeks.ts';

const handler = 'ranking/api-handler.ts';
const CAMPAIGN = '/campaigns/hundred-days-2026';

let proposal = '';
let problem = '';
const decide = lazily(() =>
  overHttp(
    asCaller('office', `POST ${CAMPAIGN}/proposals/${encodeURIComponent(proposal)}/decision`, {
      json: { decision: 'approved', reason: '情况属实' },
    }),
  ),
);
const uphold = lazily(() =>
  overHttp(
    asCaller('office', `POST ${CAMPAIGN}/problems/${problem}/appeal`, {
      json: { decision: 'upheld', reason: '情况属实' },
    }),
  ),
);

describeFaults('ranking, api', [
  {
    title: 'a proposal is approved',
    handler,
    async begin(stage) {
      await withRanking(stage);
      [proposal = ''] = await proposeAccountability(WEEK, stage.services);
    },
    delivery: decide,
  },
  {
    title: 'an appeal is upheld, and the ranking corrected',
    handler,
    async begin(stage) {
      problem = await withAppeal(stage);
    },
    delivery: uphold,
    answerOf: (answer) => (answer as { statusCode: number }).statusCode,
  },
]);
