/** Who asks, by account name; each account's password is its name repeated. */
export const passwordOf = (account: string): string => `${account}-${account}-${account}`;

export interface Answer {
  readonly status: number;
  /** Undefined where the process died between the head of its answer and the end. */
  // biome-ignore lint/suspicious/noExplicitAny: each errand knows what it asked for
  readonly body: any;
}

export interface Ask {
  readonly as: string;
  readonly json?: unknown;
  readonly bytes?: Uint8Array<ArrayBuffer>;
}

/** Asks one process; every answer is undefined once the process is dead. */
export interface Client {
  ask(method: string, path: string, ask: Ask): Promise<Answer | undefined>;
  /** The stage's own time, as the end of a token tells it. */
  stageTime(account: string): Promise<string | undefined>;
}

const TOKEN_HOURS = 8;
const UNAUTHENTICATED = 401;

export function createClient(url: string): Client {
  const tokens = new Map<string, Promise<string>>();

  async function send(
    method: string,
    path: string,
    body: string | Uint8Array<ArrayBuffer> | undefined,
    headers: Record<string, string>,
  ): Promise<Answer | undefined> {
    try {
      const response = await fetch(url + path, { method, headers, ...(body !== undefined && { body }) });
      const json = await response.json().catch(() => undefined);
      return { status: response.status, body: json };
    } catch {
      return undefined;
    }
  }

  const signIn = (account: string) =>
    send('POST', '/sign-in', JSON.stringify({ name: account, password: passwordOf(account) }), {
      'content-type': 'application/json',
    });

  /** One sign-in at a time for an account: the guard takes several at once for guessing. */
  function tokenOf(account: string): Promise<string> {
    const known = tokens.get(account) ?? signIn(account).then((answer) => answer?.body?.token ?? '');
    tokens.set(account, known);
    return known;
  }

  async function ask(method: string, path: string, request: Ask): Promise<Answer | undefined> {
    const { as, json, bytes } = request;
    const token = tokenOf(as);
    const type = bytes ? 'image/jpeg' : 'application/json';
    const answer = await send(method, path, bytes ?? (json === undefined ? undefined : JSON.stringify(json)), {
      authorization: `Bearer ${await token}`,
      ...((bytes || json !== undefined) && { 'content-type': type }),
    });
    if (answer?.status !== UNAUTHENTICATED) return answer;
    // The token's eight hours pass in a second or two on a drill's clock.
    if (tokens.get(as) === token) tokens.delete(as);
    return ask(method, path, request);
  }

  return {
    ask,
    async stageTime(account) {
      const expiresAt = (await signIn(account))?.body?.expiresAt;
      return expiresAt && new Date(Date.parse(expiresAt) - TOKEN_HOURS * 3_600_000).toISOString();
    },
  };
}
