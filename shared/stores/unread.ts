/** Something that can’t be read, and why; it keeps nothing else from being read. */
export interface Unread {
  readonly where: string;
  readonly error: unknown;
}

/** Keeps what can’t be read for the end; where nobody asks for that, nothing may be missing, and the first is thrown. */
export function note(unread: Unread[] | undefined, found: readonly Unread[]): void {
  if (!unread && found[0]) throw found[0].error;
  unread?.push(...found);
}

/** What is read; nothing where that fails, which is noted. */
export async function reading<Found>(
  where: string,
  unread: Unread[] | undefined,
  found: Promise<Found>,
): Promise<Found | undefined> {
  try {
    return await found;
  } catch (error) {
    note(unread, [{ where, error }]);
    return undefined;
  }
}
