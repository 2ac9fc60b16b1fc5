import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type * as z from 'zod';
import { tokenEnvSchema } from '../../functions/http/lambda-handler.ts';
import type { Route } from '../../functions/http/route.ts';
import { DOCUMENTS, PHOTOS } from '../../functions/lambda-archive.ts';
import { FOLDER_ACCESS, TABLE_ACCESS } from '../cdk-access.ts';
import type { StageSettings } from '../cdk-settings.ts';
import type { Bundling } from '../constructs/bundling.ts';
import { HouseFunction } from '../constructs/house-function.ts';
import type { Served } from '../constructs/public-api.ts';
import type { TableAccess } from '../constructs/records-table.ts';
import { CLOUD_ROUTES } from './cloud-routes.ts';
import type { DataStack } from './data-stack.ts';

/** API Gateway gives up after thirty seconds; whoever waits is told a moment before. */
const HTTP_TIMEOUT = Duration.seconds(29);

interface HttpFunctionProps<Schema extends z.ZodObject> {
  readonly entry: string;
  readonly routes: readonly Route[];
  readonly description: string;
  readonly errorImpact: string;
  readonly env: { readonly schema: Schema; readonly values: z.infer<Schema> & Readonly<Record<string, string>> };
  readonly table: TableAccess;
  readonly memory?: number;
  readonly bundling?: Bundling;
}

/** Everything that answers HTTP, each function with the routes of its own table. */
export function httpFunctions(scope: Construct, settings: StageSettings, data: DataStack): readonly Served[] {
  const { archive, table } = data;
  const common = { TABLE_NAME: table.table.tableName, ...data.directory.trust };
  const withPhotos = {
    schema: PHOTOS.env.extend(tokenEnvSchema.shape),
    values: { ...common, PHOTO_BUCKET: archive.photos.bucketName },
  };
  const withDocuments = {
    schema: DOCUMENTS.env.extend(tokenEnvSchema.shape),
    values: { ...common, ARCHIVE_BUCKET: archive.documents.bucketName },
  };
  const serve = <Schema extends z.ZodObject>(
    id: string,
    { routes, table: access, ...props }: HttpFunctionProps<Schema>,
  ): Served => {
    const { operators } = data;
    const by = new HouseFunction(scope, id, { settings, operators, caller: 'waits', timeout: HTTP_TIMEOUT, ...props });
    table.grant(by.role, access);
    return { routes, by };
  };
  const intake = serve('InspectionIntake', {
    entry: 'inspection-intake/handler',
    routes: CLOUD_ROUTES.inspectionIntake,
    description: 'Takes inspections and photos in',
    errorImpact: 'Inspectors cannot hand in what they found; what they keep can be sent again later.',
    env: withPhotos,
    table: TABLE_ACCESS.inspectionIntake,
    memory: 1024,
  });
  const unit = serve('UnitApi', {
    entry: 'unit-api/handler',
    routes: CLOUD_ROUTES.unitApi,
    description: 'What a unit sees and does, by sign-in or by the link of an SMS',
    errorImpact: 'Units can neither see nor report what they owe, while their deadlines run.',
    env: withPhotos,
    table: TABLE_ACCESS.unitApi,
    memory: 1024,
  });
  const office = serve('OfficeApi', {
    entry: 'office-api/handler',
    routes: CLOUD_ROUTES.officeApi,
    description: 'What the office changes',
    errorImpact: 'The office cannot dispatch, decide or change a campaign; what is dispatched runs on.',
    env: withPhotos,
    table: TABLE_ACCESS.officeApi,
  });
  const rankings = serve('RankingApi', {
    entry: 'ranking/api-handler',
    routes: CLOUD_ROUTES.rankingApi,
    description: 'Rankings, appeals and proposals',
    errorImpact: 'Rankings cannot be read, appeals and proposals not decided.',
    env: withDocuments,
    table: TABLE_ACCESS.rankingApi,
    memory: 1024,
  });
  const auditor = serve('AuditorApi', {
    entry: 'auditor-api/handler',
    routes: CLOUD_ROUTES.auditorApi,
    bundling: { document: true },
    description: 'Everything that is only read',
    errorImpact: 'Office and auditors cannot read campaigns, problems and bulletins.',
    env: withDocuments,
    table: TABLE_ACCESS.auditorApi,
  });
  archive.grantPhotos(intake.by.role, FOLDER_ACCESS.inspectionIntake);
  archive.grantPhotos(unit.by.role, FOLDER_ACCESS.unitApi);
  archive.grantPhotos(office.by.role, FOLDER_ACCESS.officeApi);
  archive.grantDocuments(rankings.by.role, FOLDER_ACCESS.rankingApi);
  archive.grantDocuments(auditor.by.role, FOLDER_ACCESS.auditorApi);
  return [intake, unit, office, rankings, auditor];
}
