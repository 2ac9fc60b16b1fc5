import * as z from 'zod';

/** The environment as a schema reads it. Throws with the name of every variable that is missing. */
export function readEnv<Schema extends z.ZodType>(
  schema: Schema,
  env: Readonly<Record<string, unknown>>,
): z.infer<Schema> {
  const parsed = schema.safeParse(env);
  if (parsed.success) return parsed.data;
  throw new Error(`the environment of this function is not complete:\n${z.prettifyError(parsed.error)}`);
}
