import { generateKeyPair, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { createAuthenticate } from '../../../../functions/http/authenticate.ts';
import { createVirtualClock } from '../../../../shared/adapters/virtual-clock.ts';
import { openTestStage } from '../../../support/test-stage.ts';

const ISSUED = '2026-11-21T10:00:00.000Z';
const EXPIRES = '2026-11-21T18:00:00.000Z';

/** Somebody of the office with a token that a service of its own time has issued, on a stage in another year. */
async function signedIn() {
  const { services } = await openTestStage();
  const issuersClock = createVirtualClock(ISSUED);
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const trust = { issuer: 'pool', audience: 'client', algorithm: 'RS256', key: async () => publicKey } as const;
  const token = await new SignJWT({ name: '王主任', role: 'office' })
    .setProtectedHeader({ alg: 'RS256' })
    .setIssuer('pool')
    .setAudience('client')
    .setSubject('wang')
    .setExpirationTime(Date.parse(EXPIRES) / 1000)
    .sign(privateKey);
  const authenticate = createAuthenticate({ ...trust, clock: issuersClock });
  const come = (stageShows: string) =>
    authenticate(`Bearer ${token}`, { clock: createVirtualClock(stageShows), links: services.links });
  return { come, issuersClock };
}

describe('a token whose issuer has another clock than the stage', () => {
  it('holds by the issuer’s time, whatever the stage’s clock shows', async () => {
    const { come } = await signedIn();
    for (const shows of ['2020-03-02T00:00:00.000Z', '2030-03-02T00:00:00.000Z'])
      expect(await come(shows)).toMatchObject({ id: 'wang', role: 'office' });
  });
  it('expires by the issuer’s time', async () => {
    const { come, issuersClock } = await signedIn();
    issuersClock.advanceTo(EXPIRES);
    await expect(come('2020-03-02T00:00:00.000Z')).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});
