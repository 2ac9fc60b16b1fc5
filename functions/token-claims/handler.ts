import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { claimsOf } from './claims.ts';

/** Puts role, name, unit and campaigns into the identity token, in the words that every function reads. */
export async function handler(event: PreTokenGenerationV2TriggerEvent): Promise<PreTokenGenerationV2TriggerEvent> {
  const { userAttributes, groupConfiguration } = event.request;
  const claims = claimsOf({
    account: event.userName,
    name: userAttributes.name ?? event.userName,
    groups: groupConfiguration.groupsToOverride ?? [],
    unit: userAttributes['custom:unit'],
    campaigns: userAttributes['custom:campaigns'],
  });
  // The second version of this event takes lists too; the published types know texts alone.
  const claimsToAddOrOverride = { ...claims } as unknown as Record<string, string>;
  event.response = { claimsAndScopeOverrideDetails: { idTokenGeneration: { claimsToAddOrOverride } } };
  return event;
}
