interface Schedule {
  readonly Name: string;
  readonly GroupName: string;
  readonly Target: { readonly Arn: string; readonly Input: string };
}

/** What the schedules of a deployed stage start each minute. */
export interface Ticks {
  /** From now on nothing starts by itself: whoever moves the clock starts it. */
  halt(): Promise<void>;
  /** Starts what a schedule starts, with the schedule's own words, and waits for it: `sweep`, `deliver` or `start`. */
  start(action: string): Promise<void>;
}

/** The emulator learns from a signature which service is meant, and checks none. */
async function ask(endpoint: string, service: string, route: string, body?: string): Promise<Response> {
  const [method = 'GET', path = '/'] = route.split(' ');
  const authorization = `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
  const answer = await fetch(endpoint + path, { method, headers: { authorization }, ...(body && { body }) });
  if (!answer.ok || answer.headers.has('x-amz-function-error'))
    throw new Error(`${service} answered ${answer.status} to ${route}: ${await answer.text()}`);
  return answer;
}

const addressOf = ({ Name, GroupName }: Schedule): string => `/schedules/${Name}?groupName=${GroupName}`;

/** The schedules of the stage that an endpoint holds. */
export async function findTicks(endpoint: string): Promise<Ticks> {
  const scheduler = async (route: string, body?: string) => (await ask(endpoint, 'scheduler', route, body)).json();
  const { Schedules }: { Schedules: Schedule[] } = (await scheduler('GET /schedules')) as never;
  const schedules = (await Promise.all(Schedules.map((one) => scheduler(`GET ${addressOf(one)}`)))) as Schedule[];
  return {
    async halt() {
      for (const schedule of schedules) {
        const halted = JSON.stringify({ ...schedule, State: 'DISABLED' });
        await scheduler(`PUT /schedules/${schedule.Name}`, halted);
      }
    },
    async start(action) {
      const { Target } = schedules.find((one) => JSON.parse(one.Target.Input).action === action) ?? {};
      if (!Target) throw new Error(`no schedule starts "${action}"`);
      await ask(endpoint, 'lambda', `POST /2015-03-31/functions/${Target.Arn}/invocations`, Target.Input);
    },
  };
}
