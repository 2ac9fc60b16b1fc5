import { publishBulletin } from '../../functions/bulletin-publishing/publish-bulletin.ts';
import { asCaller } from './caller.ts';
import { overHttp } from './deliveries.ts';
import { describeFaults } from './describe-faults.ts';
import type { Scenario } from './play.ts';
import { WEEK, withRanking } from './weeks.ts';

const look = (title: string, path: string): Scenario => ({
  title,
  handler: 'auditor-api/handler.ts',
  async begin(stage) {
    await withRanking(stage);
    await publishBulletin(WEEK, stage.services);
  },
  delivery: overHttp(asCaller('auditor', `GET /campaigns/hundred-days-2026/${path}`)),
});

/** It only reads: whatever befalls a read, no half answer may look like a whole one. */
describeFaults('auditor-api', [
  look('the ledger', 'problems?limit=10'),
  look('the messages', 'outbox'),
  look('a page of a bulletin', 'bulletins/weekly/2026-W10/bulletin.html'),
]);
