import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type * as z from 'zod';

/** Reads a secret once and keeps it for as long as it lives; a failure is not kept. */
export type SecretReader<Secret> = () => Promise<Secret>;

/**
 * A secret of AWS Secrets Manager that holds JSON of this schema. What it throws names the secret and the fields that are
 * wrong, never a value.
 */
export function createSecretReader<Schema extends z.ZodType>(options: {
  readonly client: SecretsManagerClient;
  readonly secretId: string;
  readonly schema: Schema;
}): SecretReader<z.infer<Schema>> {
  let kept: Promise<z.infer<Schema>> | undefined;
  return () => {
    kept ??= read(options).catch((error: unknown) => {
      kept = undefined;
      throw error;
    });
    return kept;
  };
}

async function read<Schema extends z.ZodType>(options: {
  readonly client: SecretsManagerClient;
  readonly secretId: string;
  readonly schema: Schema;
}): Promise<z.infer<Schema>> {
  const { client, secretId, schema } = options;
  const { SecretString = '' } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
  const parsed = schema.safeParse(parseJson(SecretString));
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path }) => path.join('.') || 'the whole, which must be a JSON object');
  throw new Error(`the secret ${secretId} lacks or has wrong: ${fields.join(', ')}; put it right and try again`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
