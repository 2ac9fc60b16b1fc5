import { inWorkflow } from './deliveries.ts';
import { describeFaults } from './describe-faults.ts';

const event = {
  userName: 'U1',
  request: {
    userAttributes: { name: '王主任', 'custom:campaigns': 'hundred-days-2026' },
    groupConfiguration: { groupsToOverride: ['office'] },
  },
  response: {},
};

/** It calls nobody, so all that can befall it is to be asked twice: Cognito tries three times. */
describeFaults('token-claims', [
  {
    title: 'a sign-in',
    handler: 'token-claims/handler.ts',
    begin: async (stage) => stage.goTo('2026-03-09 09:00'),
    delivery: inWorkflow(event),
  },
]);
