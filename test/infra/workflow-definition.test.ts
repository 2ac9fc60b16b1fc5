import aslValidator from 'asl-validator';
import { describe, expect, it } from 'vitest';
import { propertiesOf, resourcesOf, synthesise } from '../support/synthesised-stage.ts';

const prod = synthesise('prod').serviceTemplate;
const [machine] = propertiesOf(prod, 'AWS::StepFunctions::StateMachine');

/** The definition as the service sees it, with an ARN for each name. */
function substituted(): string {
  const arns = Object.keys(machine.DefinitionSubstitutions).map(
    (name) => [name, `arn:aws:lambda:eu-west-1:111122223333:function:${name}`] as const,
  );
  return arns.reduce((text, [name, arn]) => text.replaceAll(`\${${name}}`, arn), machine.DefinitionString as string);
}

describe('the workflow of the cloud stage', () => {
  it('is valid once its functions are filled in, with no name left over', () => {
    const { isValid, errorsText } = aslValidator(JSON.parse(substituted()));
    expect(isValid, isValid ? '' : errorsText('\n')).toBe(true);
    expect(substituted()).not.toContain('${');
  });
  it('calls the functions of this stack and may call no others', () => {
    const functions = Object.keys(resourcesOf(prod, 'AWS::Lambda::Function'));
    const called = Object.values<{ 'Fn::GetAtt': [string] }>(machine.DefinitionSubstitutions).map(
      (arn) => arn['Fn::GetAtt'][0],
    );
    expect(functions).toEqual(expect.arrayContaining(called));
    const [, policy] =
      Object.entries(resourcesOf(prod, 'AWS::IAM::Policy')).find(([id]) => id.startsWith('WorkflowRole')) ?? [];
    const invoked = policy?.Properties.PolicyDocument.Statement.filter(
      (one: { Action: string }) => one.Action === 'lambda:InvokeFunction',
    );
    expect(
      invoked
        .flatMap(({ Resource }: { Resource: unknown }) => Resource)
        .map(idOf)
        .toSorted(),
    ).toEqual(called.toSorted());
  });
  it('is traced and logs each step, without what the steps were given', () => {
    expect(machine).toMatchObject({
      StateMachineType: 'STANDARD',
      TracingConfiguration: { Enabled: true },
      LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
    });
  });
});

const idOf = (arn: { 'Fn::GetAtt': [string, string] }): string => arn['Fn::GetAtt'][0];
