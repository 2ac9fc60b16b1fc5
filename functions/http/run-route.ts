import * as z from 'zod';
import { idSchema } from '../../shared/domain/campaign/unit-schema.ts';
import type { Services } from '../services.ts';
import type { Authenticate } from './authenticate.ts';
import { authorise } from './authorise.ts';
import type { CallContext, HttpEvent, HttpResult } from './call.ts';
import { checkInput } from './check-input.ts';
import { notFound } from './fault.ts';
import { demandSize, readBody } from './read-body.ts';
import { toResult } from './replies.ts';
import { type Route, variablesOf } from './route.ts';

/** Who may, then what is asked, then the doing: nobody learns what a route takes before showing that it is theirs. */
export async function runRoute(
  route: Route,
  event: HttpEvent,
  context: CallContext,
  { services, authenticate }: { readonly services: Services; readonly authenticate: Authenticate },
): Promise<HttpResult> {
  const { call } = context;
  call.route = route;
  demandSize(event, route.maxBody);
  const caller = route.access === 'public' ? undefined : await authenticate(event.headers.authorization, services);
  if (caller) call.caller = caller;
  authorise(route.access, caller, variable(event, 'campaign'));
  const params = readParams(route, event);
  if (params.campaign !== undefined) call.campaign = params.campaign;
  const query = route.query && checkInput(route.query, readQuery(event), 'query');
  const raw = readBody(event, route.body);
  const body = route.body && 'json' in route.body ? checkInput(route.body.json, raw, 'body') : raw;
  return toResult(await route.handle({ params, query, body, caller }, services), context.awsRequestId);
}

/** Ids of imported ledgers are as their office wrote them; only a campaign's is part of a partition's name. */
const anyId = z.string().min(1).max(200);

/** An id that can't be one names nothing, so it is not found. */
function readParams(route: Route, event: HttpEvent): Record<string, string> {
  const params: Record<string, string> = {};
  for (const name of variablesOf(route.path)) {
    const text = variable(event, name) ?? '';
    const parsed = (route.params?.[name] ?? (name === 'campaign' ? idSchema : anyId)).safeParse(text);
    if (!parsed.success) throw notFound('该项', name, text.slice(0, 70));
    params[name] = parsed.data;
  }
  return params;
}

/** Decoded; some gateways have done so already, and as ids hold no `%` it does no harm to do it again. */
function variable(event: HttpEvent, name: string): string | undefined {
  const text = event.pathParameters?.[name];
  try {
    return text && decodeURIComponent(text);
  } catch {
    return text;
  }
}

const readQuery = (event: HttpEvent): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(event.rawQueryString));
