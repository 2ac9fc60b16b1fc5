import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import type { TaskLogger } from '../workflow-task.ts';
import { type Claims, claimsOf } from './claims.ts';

/**
 * Puts the claims of an account into its token and notes down who was let in, as what, and on what occasion. Throws
 * `UnclearAccount`, noted down as well, where nobody could tell what the account may do.
 */
export function issueToken(
  event: PreTokenGenerationV2TriggerEvent,
  { awsRequestId: requestId }: { readonly awsRequestId: string },
  logger: TaskLogger,
): PreTokenGenerationV2TriggerEvent {
  const line = { requestId, caller: event.userName, trigger: event.triggerSource };
  let claims: Claims;
  try {
    claims = readClaims(event);
  } catch (error) {
    logger.error('no token issued', { ...line, cause: String(error) });
    throw error;
  }
  const { role, unit, campaigns } = claims;
  logger.info('token issued', { ...line, role, unit, campaigns: campaigns?.length ?? 'all' });
  // The second version of this event takes lists too; the published types know texts alone.
  const claimsToAddOrOverride = { ...claims } as unknown as Record<string, string>;
  event.response = { claimsAndScopeOverrideDetails: { idTokenGeneration: { claimsToAddOrOverride } } };
  return event;
}

const readClaims = ({ userName, request }: PreTokenGenerationV2TriggerEvent): Claims =>
  claimsOf({
    account: userName,
    name: request.userAttributes.name ?? userName,
    groups: request.groupConfiguration.groupsToOverride ?? [],
    unit: request.userAttributes['custom:unit'],
    campaigns: request.userAttributes['custom:campaigns'],
  });
