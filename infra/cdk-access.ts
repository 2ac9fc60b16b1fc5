import type { TableAccess } from './constructs/records-table.ts';

/**
 * What each function may do with the table, by the first word of a partition (`shared/README.md` says what lies there).
 * A function that is taken over can reach this and no more.
 */
export const TABLE_ACCESS = {
  inspectionIntake: {
    reads: ['CAMPAIGN', 'INSPECTION', 'PLACE', 'PROBLEM', 'LINK'],
    writes: ['INSPECTION', 'PROBLEM'],
  },
  unitApi: {
    reads: ['CAMPAIGN', 'LINK', 'PLACE', 'PROBLEM', 'TASK'],
    writes: ['PLACE', 'PROBLEM', 'TASK'],
    due: ['DUE'],
  },
  officeApi: {
    reads: ['CAMPAIGN', 'LINK', 'MESSAGE', 'PLACE', 'PROBLEM', 'QUOTA'],
    writes: ['CAMPAIGN', 'MESSAGE', 'PLACE', 'PROBLEM', 'QUOTA'],
    due: ['DUE'],
  },
  auditorApi: {
    reads: ['AGENDA', 'BULLETIN', 'CAMPAIGN', 'LINK', 'MESSAGE', 'OUTBOX', 'PROBLEM'],
  },
  rankingApi: {
    reads: ['CAMPAIGN', 'INSPECTION', 'LINK', 'PLACE', 'PROBLEM', 'PROPOSAL', 'RANKED', 'RANKING', 'TASK'],
    writes: ['PLACE', 'PROBLEM', 'PROPOSAL', 'RANKED', 'RANKING'],
  },
  dueTracking: {
    reads: ['CAMPAIGN', 'PROBLEM'],
    writes: ['OUTBOX', 'PROBLEM', 'PROPOSAL'],
    due: ['DUE'],
  },
  escalationDelivery: {
    reads: ['CAMPAIGN', 'MESSAGE', 'OUTBOX', 'PROBLEM', 'QUOTA', 'TASK'],
    writes: ['LINK', 'MESSAGE', 'OUTBOX', 'QUOTA'],
    due: ['INFLIGHT', 'SEND'],
  },
  campaignPhase: {
    reads: ['AGENDA', 'CAMPAIGN', 'INSPECTION', 'PROBLEM', 'TASK'],
    writes: ['AGENDA', 'CAMPAIGN', 'OUTBOX'],
  },
  ranking: {
    reads: ['CAMPAIGN', 'INSPECTION', 'PROBLEM', 'PROPOSAL', 'RANKED', 'RANKING', 'TASK'],
    writes: ['PROPOSAL', 'RANKED', 'RANKING'],
  },
  bulletinPublishing: {
    reads: [
      'AGENDA',
      'BULLETIN',
      'BULLETIN-NUMBER',
      'CAMPAIGN',
      'INSPECTION',
      'PROBLEM',
      'PROPOSAL',
      'RANKED',
      'RANKING',
      'TASK',
    ],
    writes: ['BULLETIN', 'BULLETIN-NUMBER'],
  },
  campaignStarter: { reads: ['CAMPAIGN'] },
  ledgerReader: { reads: ['CAMPAIGN'] },
  ledgerImport: { reads: ['CAMPAIGN', 'PLACE', 'PROBLEM'], writes: ['PLACE', 'PROBLEM'] },
  smsGateway: {
    reads: ['CAMPAIGN', 'GATEWAY', 'MESSAGE', 'QUOTA'],
    writes: ['GATEWAY', 'MESSAGE', 'QUOTA'],
  },
  smsReceipts: {
    reads: ['CAMPAIGN', 'MESSAGE', 'QUOTA'],
    writes: ['MESSAGE', 'QUOTA'],
    due: ['NUMBER'],
  },
} as const satisfies Record<string, TableAccess>;
