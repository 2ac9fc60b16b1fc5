import { Logger } from '@aws-lambda-powertools/logger';
import type { Context, PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { issueToken } from './issue-token.ts';

const logger = new Logger({ serviceName: 'token-claims' });

/** Puts role, name, unit and campaigns into the identity token, in the words that every function reads. */
export const handler = async (event: PreTokenGenerationV2TriggerEvent, context: Context) =>
  issueToken(event, context, logger);
