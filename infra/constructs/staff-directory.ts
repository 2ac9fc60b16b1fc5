import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnUserPoolGroup,
  ClientAttributes,
  FeaturePlan,
  LambdaVersion,
  Mfa,
  StringAttribute,
  UserPool,
  type UserPoolClient,
  UserPoolOperation,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import * as z from 'zod';
import { ACCESS_ROLES } from '../../shared/domain/campaign/vocabulary.ts';
import type { StageSettings } from '../cdk-settings.ts';
import { acceptFindings } from './accepted-finding.ts';
import { HouseFunction } from './house-function.ts';
import type { OperatorChannel } from './operator-channel.ts';

export interface StaffDirectoryProps {
  readonly settings: StageSettings;
  readonly operators: OperatorChannel;
}

/** As long as a working day, in both stages. */
const TOKEN_LIFE = Duration.hours(8);

/** Whose tokens count, where their keys are published, and for whom they must be made. */
export interface TokenTrust {
  readonly TOKEN_ISSUER: string;
  readonly TOKEN_KEYS: string;
  readonly TOKEN_AUDIENCE: string;
}

/** The accounts of people, in four groups that are the four roles. Accounts are made by whoever runs the stage. */
export class StaffDirectory extends Construct {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly #identityUrl: string | undefined;

  constructor(scope: Construct, id: string, { settings, operators }: StaffDirectoryProps) {
    super(scope, id);
    this.#identityUrl = settings.identityUrl;
    this.pool = new UserPool(this, 'Pool', {
      featurePlan: FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: false,
      signInAliases: { username: true },
      standardAttributes: { fullname: { required: true, mutable: true } },
      customAttributes: {
        unit: new StringAttribute({ mutable: true, maxLen: 64 }),
        campaigns: new StringAttribute({ mutable: true, maxLen: 2048 }),
      },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
      },
      accountRecovery: AccountRecovery.NONE,
      mfa: settings.throwaway ? Mfa.OPTIONAL : Mfa.REQUIRED,
      mfaSecondFactor: { sms: false, otp: true },
      deletionProtection: !settings.throwaway,
      removalPolicy: settings.throwaway ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
    acceptFindings(this.pool, {
      COG8: 'Threat protection is priced per person; accounts are few, made by the office and behind a second factor.',
      ...(settings.throwaway && {
        COG2: 'A throwaway stage holds invented people; every other stage asks for a second factor.',
      }),
    });
    for (const role of ACCESS_ROLES) {
      new CfnUserPoolGroup(this, `Group-${role}`, { userPoolId: this.pool.userPoolId, groupName: role });
    }
    this.client = this.#client();
    this.pool.addTrigger(
      UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG,
      claims(this, settings, operators),
      LambdaVersion.V2_0,
    );
  }

  /** What the functions and the gateway trust: this pool's tokens for this client. */
  get trust(): TokenTrust {
    const { region, urlSuffix } = Stack.of(this);
    // What the pool's own ProviderURL says, made of parts that also an emulator has.
    const issuer = `https://cognito-idp.${region}.${urlSuffix}/${this.pool.userPoolId}`;
    const keys = `${this.#identityUrl ?? `https://cognito-idp.${region}.${urlSuffix}`}/${this.pool.userPoolId}/.well-known/jwks.json`;
    return { TOKEN_ISSUER: issuer, TOKEN_KEYS: keys, TOKEN_AUDIENCE: this.client.userPoolClientId };
  }

  #client(): UserPoolClient {
    return this.pool.addClient('Client', {
      authFlows: { userPassword: true, userSrp: true },
      disableOAuth: true,
      generateSecret: false,
      preventUserExistenceErrors: true,
      idTokenValidity: TOKEN_LIFE,
      accessTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.days(1),
      // Nobody may move to another unit or campaign by changing an attribute of one's own.
      writeAttributes: new ClientAttributes().withStandardAttributes({ locale: true }),
      readAttributes: new ClientAttributes().withStandardAttributes({ fullname: true, locale: true }),
    });
  }
}

function claims(scope: Construct, settings: StageSettings, operators: OperatorChannel) {
  return new HouseFunction(scope, 'TokenClaims', {
    settings,
    operators,
    entry: 'token-claims/handler',
    description: 'Puts the role, the unit and the campaigns into a token',
    errorImpact: 'Nobody can sign in; the links of messages still open.',
    env: { schema: z.object({}), values: {} },
    caller: 'waits',
    timeout: Duration.seconds(5),
    memory: 256,
  }).lambda;
}
