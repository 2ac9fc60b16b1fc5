import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { describe, expect, it } from 'vitest';
import { synthesise } from '../support/synthesised-stage.ts';

/** Findings of one construct, `rule at path`, the stage's name left out. */
const findingsOf = (checks: AwsSolutionsChecks, app: App): readonly string[] =>
  checks
    .validateScope(app)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) =>
        `${ruleName} at ${constructPath}`.replaceAll(/HundredDays-\w+-/g, ''),
      ),
    );

/** The same checks, deaf to whatever was accepted. */
const deafChecks = (): AwsSolutionsChecks =>
  Object.defineProperty(new AwsSolutionsChecks(), 'isAcknowledged', { value: () => false });

interface Accepted {
  readonly rule: string;
  readonly path: string;
  readonly reason: string;
}

const acceptedIn = (app: App): readonly Accepted[] =>
  app.node.findAll().flatMap((construct: IConstruct) =>
    construct.node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries(data as Record<string, string>))
      .map(([id, reason]) => ({
        rule: id.replace(/^annotation::/i, ''),
        path: construct.node.path.replaceAll(/HundredDays-\w+-/g, ''),
        reason,
      })),
  );

describe.each(['dev', 'prod', 'gateway'] as const)('the checks of AwsSolutions on %s', (stage) => {
  const { app } = synthesise(stage);
  const raw = findingsOf(deafChecks(), app);
  const accepted = acceptedIn(app);

  it('find nothing that was not accepted with a reason', () => {
    expect(findingsOf(new AwsSolutionsChecks(), app)).toEqual([]);
  });
  it('would find something, if nothing were accepted', () => {
    expect(raw.length).toBeGreaterThan(20);
  });
  it('have nothing accepted that they do not find', () => {
    const idle = accepted.filter(
      ({ rule, path }) =>
        !raw.some((finding) => finding.startsWith(`${rule.replaceAll(/HundredDays-\w+-/g, '')} at ${path}`)),
    );
    expect(idle).toEqual([]);
  });
  it('have each acceptance say why', () => {
    for (const { reason } of accepted) expect(reason).toMatch(/^[A-Z].{30,}\.$/);
  });
  it('have these kinds of findings accepted, and no others', () => {
    const kinds = new Set(accepted.map(({ rule }) => rule.replace('AwsSolutions-', '').replace(/\[.*/, '')));
    const everywhere = ['APIG4', 'COG8', 'IAM5', 'SQS3'];
    expect([...kinds].toSorted()).toEqual(stage === 'dev' ? ['APIG4', 'COG2', ...everywhere.slice(1)] : everywhere);
  });
});
