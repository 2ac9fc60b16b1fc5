import type { DownloadDesk } from '../../shared/ports.ts';
import type { Route } from '../http/route.ts';
import { appealRoute } from './appeal-route.ts';
import { proposalRoutes } from './proposal-routes.ts';
import { rankingRoutes } from './ranking-routes.ts';

/** Rankings, and what people decide about them; with a desk large documents are handed out there. */
export const rankingApiRoutes = (desk?: () => DownloadDesk): readonly Route[] => [
  ...rankingRoutes(desk),
  ...proposalRoutes,
  appealRoute,
];
