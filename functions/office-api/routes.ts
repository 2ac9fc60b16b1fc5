import type { Route } from '../http/route.ts';
import type { CampaignFiles } from './campaign-files.ts';
import { campaignWriteRoutes } from './campaign-routes.ts';
import { commandRoute, verificationRoute } from './command-route.ts';
import { messageRoute } from './message-route.ts';
import { rebaseRoutes } from './rebase-routes.ts';

/** What the office changes; what it reads, auditors read too and stands with them. */
export const officeRoutes = (files: CampaignFiles): readonly Route[] => [
  ...campaignWriteRoutes(files),
  commandRoute,
  verificationRoute,
  ...rebaseRoutes,
  messageRoute,
];
