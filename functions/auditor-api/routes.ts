import type { Route } from '../http/route.ts';
import { bulletinRoutes } from './bulletin-routes.ts';
import { campaignReadRoutes } from './campaign-routes.ts';
import { outboxReadRoutes } from './outbox-routes.ts';
import { problemReadRoutes } from './problem-routes.ts';

/** Everything that is only read; an auditor may do all of it and nothing else. */
export const auditorRoutes: readonly Route[] = [
  ...campaignReadRoutes,
  ...problemReadRoutes,
  ...outboxReadRoutes,
  ...bulletinRoutes,
];
