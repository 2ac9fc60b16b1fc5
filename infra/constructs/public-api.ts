import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  type CfnStage,
  CorsHttpMethod,
  HttpApi,
  type HttpApiProps,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Access, Route } from '../../functions/http/route.ts';
import type { StageSettings } from '../cdk-settings.ts';
import { acceptFindings } from './accepted-finding.ts';
import type { HouseFunction } from './house-function.ts';
import type { OperatorChannel } from './operator-channel.ts';
import type { TokenTrust } from './staff-directory.ts';

/** What the gateway has to know of a route. */
export type ServedRoute = Pick<Route, 'method' | 'path' | 'operationId' | 'access'>;

/** A function and the routes it answers, from its own table. */
export interface Served {
  readonly routes: readonly ServedRoute[];
  readonly by: HouseFunction;
}

export interface PublicApiProps {
  readonly settings: StageSettings;
  readonly operators: OperatorChannel;
  readonly trust: TokenTrust;
  readonly served: readonly Served[];
}

/**
 * Whether the gateway can turn away who is not signed in. A unit may come with the link of an SMS instead of a token,
 * which only the function can look up; where no unit may come at all, a call without a token never starts a function.
 */
export const takesTokensAlone = (access: Access): boolean => access !== 'public' && !access.includes('unit');

/**
 * Requests a second of a route that anybody may call, so that a stranger cannot use up what the stage takes in all: as many
 * as SMS go out, whose links are opened there and whose receipts come back.
 */
const OPEN_TO_ALL = { ThrottlingRateLimit: 10, ThrottlingBurstLimit: 20 };

/** By route, since the path of a link holds its secret. */
const ACCESS_LOG = {
  requestId: '$context.requestId',
  at: '$context.requestTime',
  ip: '$context.identity.sourceIp',
  route: '$context.routeKey',
  status: '$context.status',
  bytes: '$context.responseLength',
  ms: '$context.responseLatency',
  error: '$context.error.message',
};

/** Pages of other origins may call with what a call of theirs needs, and no cookies, which nothing here takes. */
const pagesFrom = ({ webOrigins: allowOrigins }: StageSettings): Pick<HttpApiProps, 'corsPreflight'> =>
  allowOrigins
    ? {
        corsPreflight: {
          allowOrigins,
          allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST, CorsHttpMethod.PUT],
          allowHeaders: ['authorization', 'content-type'],
          maxAge: Duration.hours(1),
        },
      }
    : {};

/** The one address of the stage: every route of every function, as its table says. */
export class PublicApi extends Construct {
  readonly api: HttpApi;
  readonly stage: HttpStage;

  constructor(scope: Construct, id: string, props: PublicApiProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'Api', {
      createDefaultStage: false,
      description: `Hundred Days ${props.settings.stage}`,
      ...pagesFrom(props.settings),
    });
    this.stage = this.#stage(props.settings);
    this.#addRoutes(props);
    this.#watch(props.operators);
  }

  get url(): string {
    return this.api.apiEndpoint;
  }

  #stage({ throwaway }: StageSettings): HttpStage {
    const logs = new LogGroup(this, 'AccessLogs', {
      retention: RetentionDays.SIX_MONTHS,
      removalPolicy: throwaway ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
    return new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 100, burstLimit: 200 },
      detailedMetricsEnabled: true,
      accessLogSettings: {
        destination: new LogGroupLogDestination(logs),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
    });
  }

  /** The stage can limit only routes that are there. */
  #limit(key: string, route: HttpRoute): void {
    const stage = this.stage.node.defaultChild as CfnStage;
    stage.routeSettings = { ...stage.routeSettings, [key]: { ...OPEN_TO_ALL, DetailedMetricsEnabled: true } };
    stage.node.addDependency(route);
  }

  #addRoutes({ served, trust }: PublicApiProps): void {
    const tokens = new HttpJwtAuthorizer('Tokens', trust.TOKEN_ISSUER, { jwtAudience: [trust.TOKEN_AUDIENCE] });
    const nobody = new HttpNoneAuthorizer();
    for (const { routes, by } of served) {
      const integration = new HttpLambdaIntegration(by.node.id, by.lambda);
      for (const route of routes) this.#addRoute(route, integration, takesTokensAlone(route.access) ? tokens : nobody);
    }
  }

  #addRoute(route: ServedRoute, integration: HttpLambdaIntegration, authorizer: IHttpRouteAuthorizer): void {
    const made = new HttpRoute(this, route.operationId, {
      httpApi: this.api,
      routeKey: HttpRouteKey.with(route.path, HttpMethod[route.method]),
      integration,
      authorizer,
    });
    if (route.access === 'public') this.#limit(`${route.method} ${route.path}`, made);
    if (takesTokensAlone(route.access)) return;
    acceptFindings(made, {
      APIG4:
        route.access === 'public'
          ? 'Open to everybody by its own table; what it shows is guarded by the secret in its path, or is no secret.'
          : 'A unit may come with the link of an SMS, which the function itself looks up, as it checks every token.',
    });
  }

  #watch(operators: OperatorChannel): void {
    const period = Duration.minutes(5);
    operators.alarm(this, 'ServerErrors', {
      metric: this.api.metricServerError({ period, statistic: 'Sum' }),
      above: 2,
      errorImpact: 'Inspectors, units or the office get an error instead of an answer.',
      article: 'api-server-errors',
    });
    operators.alarm(this, 'Slow', {
      metric: this.api.metricLatency({ period, statistic: 'p99' }),
      above: 5_000,
      periods: 3,
      errorImpact: 'Inspectors in the street wait more than five seconds for one answer in a hundred.',
      article: 'api-slow',
    });
  }
}
