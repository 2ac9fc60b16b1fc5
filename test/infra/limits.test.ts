import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LARGEST_BODY } from '../../functions/http/read-body.ts';
import { readLimits, withLimitsTable } from '../../infra/limits/limits-table.ts';
import { checkActions } from '../../shared/adapters/write-limits.ts';
import { propertiesOf, resourcesOf, synthesise } from '../support/synthesised-stage.ts';

const { dataTemplate: data, serviceTemplate: service } = synthesise('prod');
const { rows } = readLimits();
const row = (id: string) => {
  const found = rows.find((one) => one.id === id);
  if (!found) throw new Error(`there is no limit ${id}`);
  return found;
};

const json = (path: string) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
const MB = 1024 * 1024;
const resources = Object.keys(service.toJSON().Resources as object);
const functions = [data, service].flatMap((one) => propertiesOf(one, 'AWS::Lambda::Function'));
const [stage] = propertiesOf(service, 'AWS::ApiGatewayV2::Stage');
const perSecond: number = stage.DefaultRouteSettings.ThrottlingRateLimit;
const roles = [data, service].flatMap((one) => Object.keys(resourcesOf(one, 'AWS::IAM::Role')));
const alarms = [data, service].flatMap((one) => Object.keys(resourcesOf(one, 'AWS::CloudWatch::Alarm')));
const inspection: number = json('infra/cost/counted.json').inspectionWith3Problems.sized.write;
const { messages, inspections } = json('infra/cost/played.json');
const { usd } = json('infra/cost/prices.json').prices.smsToUsNumbers;

/** The most bytes of JSON text that the item store takes in one item, tried out. */
function largestBody(): number {
  const fits = (bytes: number): boolean => {
    try {
      checkActions([{ put: { pk: 'p', sk: 's', body: 'x'.repeat(bytes - 2) }, when: 'absent' }]);
      return true;
    } catch {
      return false;
    }
  };
  let [low, high] = [1024, MB];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** What of it is really taken, by the code and the templates. */
const TAKEN: Readonly<Record<string, number>> = {
  'lambda-concurrency': perSecond + propertiesOf(service, 'AWS::Scheduler::Schedule').length + 5 + 20,
  'lambda-payload': (4 * Math.ceil(LARGEST_BODY / 3)) / MB,
  'lambda-timeout': Math.max(...functions.map(({ Timeout }) => Timeout)),
  'lambda-code': Math.max(...Object.values<number>(json('infra/bundles/ledger.json'))) / MB,
  'api-routes': Object.keys(resourcesOf(service, 'AWS::ApiGatewayV2::Route')).length,
  'api-payload': LARGEST_BODY / MB,
  'api-rate': perSecond,
  'ddb-item': largestBody() / 1024,
  'ddb-partition': (perSecond * inspection) / 8,
  'ddb-table': perSecond * inspection,
  'sfn-events': json('infra/cost/transitions.json').campaign * 5,
  scheduler: propertiesOf(service, 'AWS::Scheduler::Schedule').length,
  'sms-spend': ((messages / inspections) * 100_000 * usd * 30.4) / 100,
  's3-rate': perSecond,
  trails: propertiesOf(data, 'AWS::CloudTrail::Trail').length,
  'cfn-resources': resources.length,
  'cfn-template': JSON.stringify(service.toJSON(), null, 1).length / 1000,
  'iam-roles': roles.length + 5,
  alarms: alarms.length,
};

describe('the table of limits', () => {
  it('stands in the README as its file says; if not, run `npm run limits`', () => {
    const page = readFileSync(new URL('../../infra/README.md', import.meta.url), 'utf8');
    expect(withLimitsTable(page, readLimits())).toBe(page);
  });

  it.each(Object.entries(TAKEN))('does not say less than is taken of %s', (id, taken) => {
    expect(taken).toBeGreaterThan(0);
    expect(taken).toBeLessThanOrEqual(row(id).ours);
  });

  it('has every quota within its limit, but for the money that SNS may spend, which it says', () => {
    const tight = rows.filter(({ ours, limit }) => ours > limit).map(({ id }) => id);
    expect(tight).toEqual(['sms-spend']);
    expect(row('sms-spend').how).toContain('have it raised first');
  });

  it('names a page of AWS for every limit', () => {
    for (const { source } of rows) expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  });

  it('refuses a page without a place for it', () => {
    expect(() => withLimitsTable('# A page', readLimits())).toThrow('no <!-- limits -->');
  });
});
