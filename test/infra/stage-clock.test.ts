import { describe, expect, it } from 'vitest';
import { readSettings } from '../../infra/cdk-settings.ts';
import { propertiesOf, stageApp, synthesise, synthesiseWith } from '../support/synthesised-stage.ts';

const rehearsal = synthesiseWith({ stage: 'drill', clock: 'stage' });

const clocksOf = ({ serviceTemplate }: ReturnType<typeof synthesise>) =>
  propertiesOf(serviceTemplate, 'AWS::Lambda::Function').map(({ Environment }) => Environment?.Variables.CLOCK);

/** The kinds of items that each function reads from the table. */
const readsOf = ({ serviceTemplate }: ReturnType<typeof synthesise>) =>
  propertiesOf(serviceTemplate, 'AWS::IAM::Policy')
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .filter(({ Action }) => [Action].flat().includes('dynamodb:GetItem'))
    .map(({ Condition }) => Condition['ForAllValues:StringLike']['dynamodb:LeadingKeys'] as string[]);

describe('a stage with a clock of its own', () => {
  it('has all functions read it, and lets them', () => {
    expect(new Set(clocksOf(rehearsal))).toEqual(new Set(['stage']));
    for (const families of readsOf(rehearsal)) expect(families).toContain('STAGE');
  });
  it('is none where nobody asked for it', () => {
    for (const stage of [synthesise('prod'), synthesise('dev')]) {
      expect(new Set(clocksOf(stage))).toEqual(new Set([undefined]));
      for (const families of readsOf(stage)) expect(families).not.toContain('STAGE');
    }
  });
  it('is never that of production', () => {
    const { node } = stageApp({ stage: 'prod', clock: 'stage' });
    expect(() => readSettings(node)).toThrow('prod does not take it; rehearse on another stage');
  });
  it('is no other than this', () => {
    const { node } = stageApp({ stage: 'drill', clock: 'fast' });
    expect(() => readSettings(node)).toThrow('leave the clock out, or say clock=stage');
  });
});
