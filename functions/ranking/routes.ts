import type { Route } from '../http/route.ts';
import { appealRoute } from './appeal-route.ts';
import { proposalRoutes } from './proposal-routes.ts';
import { rankingRoutes } from './ranking-routes.ts';

/** Rankings, and what people decide about them. */
export const rankingApiRoutes: readonly Route[] = [...rankingRoutes, ...proposalRoutes, appealRoute];
