import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { callApi } from '../../support/scenario/call-api.ts';
import type { DeployedStage } from '../deployed-stage.ts';
import { demandRefusal, type Story } from '../story.ts';

const FILE = '/campaigns/s2b-hundred-days/bulletins/weekly/2026-W11/bulletin.html';
/** S3 says so of an address whose time is over, and of one that was changed. */
const DENIED = 403;

/** Tries, when its time is over, what was handed out for a time. */
export type TryLater = () => Promise<void>;

/** A bulletin by an address of its own, and all who are refused. Hands back what is to be tried when time has passed. */
export async function papers(stage: DeployedStage, port: number, { tell, step }: Story): Promise<TryLater> {
  const { ask, staff, outputs } = stage;
  const call = (route: string, token?: string) => callApi({ url: outputs.Url, port }, route, { token });
  const offer = `GET ${FILE}/offer`;

  tell('\nA bulletin, and who is refused');
  const { url, expiresAt } = await step('an auditor asks for a bulletin and gets an address of S3’s', async () => {
    const { status, body } = await ask('auditor', offer);
    assert.equal(status, 200);
    assert.match(body.url, /X-Amz-Expires=60/);
    return body as { readonly url: string; readonly expiresAt: string };
  });
  await step('the address hands it out without a sign-in, with the bytes that the manifest names', async () => {
    const answer = await fetch(url);
    assert.equal(answer.status, 200);
    const { items } = (await ask('auditor', 'GET /campaigns/s2b-hundred-days/bulletins')).body;
    const { files } = items.find(({ key }: { key: string }) => key === '2026-W11');
    const { sha256 } = files.find(({ name }: { name: string }) => name === 'bulletin.html');
    assert.equal(hash('sha256', Buffer.from(await answer.arrayBuffer())), sha256);
  });
  await step('changed to another bulletin it is refused', async () =>
    assert.equal((await fetch(url.replace('2026-W11', '2026-W12'))).status, DENIED),
  );
  await step('another role’s token is refused: an inspector’s and a unit’s', async () => {
    for (const who of ['inspector', 'sq-ruyi']) demandRefusal(await ask(who, offer), DENIED, 'wrong-role');
  });
  await step('no token, one of no issuer’s and one that was changed are refused by the gateway', async () => {
    const token = await staff.tokenOf('sq-ruyi');
    for (const wrong of [undefined, 'none', promoted(token)]) demandRefusal(await call(offer, wrong), 401);
  });
  await step(
    'where the gateway lets pass whoever comes, since a unit may come with a link, the function refuses',
    async () => {
      const token = await staff.tokenOf('sq-ruyi');
      for (const wrong of [undefined, 'none', promoted(token)])
        demandRefusal(await call('GET /campaigns', wrong), 401, 'unauthenticated');
    },
  );
  const short = await step('an auditor signs in for three seconds', () => staff.signInFor('auditor', 3));
  return async () => {
    const wait = Date.parse(expiresAt) + 1000 - Date.now();
    if (wait > 0) await new Promise((next) => setTimeout(next, wait));
    await step('the address for the bulletin is refused after its minute', async () =>
      assert.equal((await fetch(url)).status, DENIED),
    );
    await step(
      'a token that has expired is refused by the gateway, and by a function that it lets through',
      async () => {
        demandRefusal(await call(offer, short), 401);
        demandRefusal(await call('GET /campaigns', short), 401, 'unauthenticated');
      },
    );
  };
}

/** The token with the office's role written into it, and its old signature. */
function promoted(token: string): string {
  const [head, claims = '', signature] = token.split('.');
  const changed = { ...JSON.parse(Buffer.from(claims, 'base64url').toString()), role: 'office' };
  return `${head}.${Buffer.from(JSON.stringify(changed)).toString('base64url')}.${signature}`;
}
