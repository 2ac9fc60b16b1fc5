import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Findings that are accepted on one construct, each with the reason why it is right there. */
export function acceptFindings(construct: IConstruct, reasons: Readonly<Record<string, string>>): void {
  const rules = Object.entries(reasons).map(([id, reason]) => ({ id: `AwsSolutions-${id}`, reason }));
  Validations.of(construct).acknowledge(...rules);
}
