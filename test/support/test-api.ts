import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { HttpEvent } from '../../functions/http/call.ts';
import type { Route } from '../../functions/http/route.ts';
import { type Accounts, createAccounts } from '../../infra/local/accounts.ts';
import { type Api, createApi } from '../../infra/local/api.ts';
import { createSignInGuard } from '../../infra/local/sign-in-guard.ts';
import { createTokenIssuer, type TokenIssuer } from '../../infra/local/tokens.ts';
import type { Campaign } from '../../shared/domain/campaign/campaign-schema.ts';
import type { AccessRole } from '../../shared/domain/campaign/vocabulary.ts';
import { createAccountBook } from '../../shared/stores/account-book.ts';
import { openTestStage, type TestStage } from './test-stage.ts';

/** What the one-line request log was given. */
export interface LogLine {
  readonly level: 'info' | 'error';
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface Ask {
  /** A role, or a whole `Authorization` header; nobody where it is left out. */
  readonly as?: AccessRole | { readonly authorization: string };
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is, with `type`. */
  readonly raw?: string | Uint8Array;
  readonly type?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The JSON body; each test says what it expects of it. */
  // biome-ignore lint/suspicious/noExplicitAny: what stands in an answer is what the tests find out
  readonly body: any;
  readonly bytes: Buffer;
}

export interface TestApi extends Api, TestStage {
  readonly accounts: Accounts;
  readonly issuer: TokenIssuer;
  readonly log: readonly LogLine[];
  /** Calls the handler as API Gateway would: `ask('GET /health')`; `{c}` stands for the campaign. Checks each answer against its route. */
  ask(request: string, ask?: Ask): Promise<Answer>;
}

/** scrypt at a cost that is fit for tests only. */
export const CHEAP = { N: 2, r: 1, p: 1 } as const;

/** The whole API on memory on a Monday morning; of the roles, the unit speaks for street-east. */
export async function createTestApi(campaign?: Campaign): Promise<TestApi> {
  const stage = await openTestStage(campaign, '2026-03-09 09:00');
  const { services, clock } = stage;
  const folder = mkdtempSync(join(tmpdir(), 'hundred-days-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const issuer = createTokenIssuer(folder, clock);
  const guard = createSignInGuard(clock);
  const accounts = createAccounts(createAccountBook(services.items), { clock, guard, cost: CHEAP });
  const log: LogLine[] = [];
  const logger = {
    info: (_: string, fields: LogLine['fields']) => void log.push({ level: 'info', fields }),
    error: (_: string, fields: LogLine['fields']) => void log.push({ level: 'error', fields }),
  };
  const api = createApi({ services, accounts, issuer, logger, version: '0.0.0' });
  return {
    ...api,
    ...stage,
    ...{ accounts, issuer, log },
    async ask(request, ask = {}) {
      const authorization = typeof ask.as === 'string' ? await bearer(issuer, ask.as) : ask.as?.authorization;
      const event = buildEvent(request.replace('{c}', stage.campaign), ask, authorization);
      const result = await api.handler(event, { awsRequestId: 'R1' });
      const bytes = Buffer.from(result.body ?? '', result.isBase64Encoded ? 'base64' : 'utf8');
      const headers = result.headers as Answer['headers'];
      const isJson = headers['content-type']?.startsWith('application/json');
      const answer = {
        status: result.statusCode ?? 0,
        headers,
        bytes,
        body: isJson ? JSON.parse(bytes.toString()) : {},
      };
      const route = api.routes.find(({ operationId }) => operationId === log.at(-1)?.fields.operation);
      if (route && answer.status < 400) checkAnswer(route, answer);
      return answer;
    },
  };
}

/** An answer that its own route does not describe would make the OpenAPI document lie. */
function checkAnswer({ operationId, replies }: Route, { status, body }: Answer): void {
  const spec = replies[status];
  expect(spec, `${operationId} does not describe status ${status}`).toBeDefined();
  if (spec && 'parse' in spec) expect(body).toEqual(spec.parse(body));
}

/** A header for somebody of that role; `unit` speaks for street-east unless told otherwise. */
export async function bearer(issuer: TokenIssuer, role: AccessRole, more: object = {}): Promise<string> {
  const person = { name: `${role}-1`, displayName: role, role, ...(role === 'unit' && { unit: 'street-east' }) };
  const unused = { password: { salt: '', key: '', cost: CHEAP }, createdAt: '' };
  const { token } = await issuer.issue({ ...person, ...unused, ...more });
  return `Bearer ${token}`;
}

/** An event of API Gateway's HTTP API; a body as bytes comes in base64, as from the gateway. */
export function buildEvent(request: string, ask: Ask, authorization?: string): HttpEvent {
  const [method = '', url = ''] = request.split(' ');
  const [path = '', query = ''] = url.split('?');
  const raw = ask.json === undefined ? ask.raw : JSON.stringify(ask.json);
  const type = ask.type ?? (ask.json === undefined ? undefined : 'application/json');
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: query,
    headers: { ...(authorization && { authorization }), ...(type && { 'content-type': type }) },
    requestContext: {
      ...{ accountId: '', apiId: '', domainName: '', domainPrefix: '', requestId: '', routeKey: '', stage: '' },
      ...{ time: '', timeEpoch: 0 },
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '', userAgent: '' },
    },
    ...(raw !== undefined && { body: typeof raw === 'string' ? raw : Buffer.from(raw).toString('base64') }),
    isBase64Encoded: raw !== undefined && typeof raw !== 'string',
  };
}
