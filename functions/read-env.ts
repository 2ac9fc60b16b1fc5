import * as z from 'zod';

/** The environment as a schema reads it. Throws with the name of every variable that is missing. */
export function readEnv<Schema extends z.ZodType>(
  schema: Schema,
  env: Readonly<Record<string, unknown>>,
): z.infer<Schema> {
  // Once at the start: the code that zod makes for a schema would never pay for itself.
  const parsed = schema.safeParse(env, { jitless: true });
  if (parsed.success) return parsed.data;
  throw new Error(`the environment of this function is not complete:\n${z.prettifyError(parsed.error)}`);
}
