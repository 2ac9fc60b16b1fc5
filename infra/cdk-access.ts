import type { FolderAccess } from './constructs/archive.ts';
import type { TableAccess } from './constructs/records-table.ts';

/**
 * What each function may do with the table, by the first word of a partition (`shared/README.md` says what lies there).
 * A function that is taken over can reach this and no more.
 */
export const TABLE_ACCESS = {
  inspectionIntake: {
    reads: ['CAMPAIGN', 'INSPECTION', 'OUTBOX', 'PLACE', 'PROBLEM'],
    writes: ['INSPECTION', 'PLACE', 'PROBLEM'],
  },
  unitApi: {
    reads: ['CAMPAIGN', 'OUTBOX', 'PLACE', 'PROBLEM', 'TASK'],
    writes: ['PLACE', 'PROBLEM', 'TASK'],
    due: ['DUE'],
  },
  officeApi: {
    reads: ['CAMPAIGN', 'OUTBOX', 'PLACE', 'PROBLEM', 'QUOTA'],
    writes: ['CAMPAIGN', 'OUTBOX', 'PLACE', 'PROBLEM', 'QUOTA'],
    due: ['DUE'],
  },
  auditorApi: {
    reads: ['AGENDA', 'BULLETIN', 'CAMPAIGN', 'OUTBOX', 'PROBLEM', 'URGING'],
    due: ['DUE', 'SEND'],
  },
  rankingApi: {
    reads: ['CAMPAIGN', 'INSPECTION', 'OUTBOX', 'PLACE', 'PROBLEM', 'PROPOSAL', 'RANKED', 'RANKING', 'TASK'],
    writes: ['PLACE', 'PROBLEM', 'PROPOSAL', 'RANKED', 'RANKING'],
  },
  dueTracking: {
    reads: ['CAMPAIGN', 'PROBLEM'],
    writes: ['PROBLEM', 'PROPOSAL'],
    due: ['DUE'],
  },
  escalationDelivery: {
    reads: ['CAMPAIGN', 'GATEWAY', 'OUTBOX', 'PROBLEM', 'QUOTA', 'TASK', 'URGING'],
    writes: ['GATEWAY', 'OUTBOX', 'PROBLEM', 'QUOTA', 'URGING'],
    due: ['DUE', 'SEND'],
  },
  campaignPhase: {
    reads: ['AGENDA', 'CAMPAIGN', 'INSPECTION', 'PROBLEM', 'TASK'],
    writes: ['AGENDA', 'CAMPAIGN', 'URGING'],
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
    reads: ['CAMPAIGN', 'GATEWAY', 'OUTBOX', 'QUOTA'],
    writes: ['GATEWAY', 'OUTBOX', 'QUOTA'],
    // A claim of which it is certain that nothing was sent.
    deletes: ['GATEWAY'],
  },
  smsReceipts: {
    reads: ['CAMPAIGN', 'OUTBOX', 'QUOTA'],
    writes: ['OUTBOX', 'QUOTA'],
  },
} as const satisfies Record<string, TableAccess>;

/** What each function may do with files, by the top folder of the bucket that it knows. */
export const FOLDER_ACCESS = {
  inspectionIntake: { reads: ['derivatives', 'photos'], writes: ['photos'] },
  unitApi: { reads: ['derivatives', 'photos'] },
  // Evidence that it files for a unit has to be there.
  officeApi: { reads: ['photos'] },
  photoIntake: { reads: ['derivatives', 'photos'], writes: ['derivatives'] },
  auditorApi: { reads: ['bulletins'] },
  rankingApi: { reads: ['rankings'], writes: ['rankings'] },
  ranking: { reads: ['rankings'], writes: ['rankings'] },
  bulletinPublishing: { reads: ['bulletins', 'rankings'], writes: ['bulletins'] },
  ledgerReader: { reads: ['import', 'reports', 'work'], writes: ['reports', 'work'] },
  ledgerWorkbook: { reads: ['import', 'work'], writes: ['work'] },
  ledgerImport: { reads: ['reports', 'work'], writes: ['reports', 'work'] },
} as const satisfies Record<string, FolderAccess>;
