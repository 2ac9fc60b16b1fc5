import aslValidator from 'asl-validator';
import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { propertiesOf, resourcesOf, synthesise } from '../support/synthesised-stage.ts';

const prod = synthesise('prod').serviceTemplate;
const [machine] = propertiesOf(prod, 'AWS::StepFunctions::StateMachine').filter(({ StateMachineName: name }) => name);

/** The definition as the service sees it. */
const definition = JSON.parse(
  Object.keys(machine.DefinitionSubstitutions).reduce(
    (text, name) =>
      text.replaceAll(
        `\${${name}}`,
        name === 'Partition' ? 'aws' : `arn:aws:lambda:eu-west-1:111122223333:function:${name}`,
      ),
    machine.DefinitionString as string,
  ),
);
const { TakeIn } = definition.States;

interface Retrier {
  readonly MaxAttempts: number;
  readonly IntervalSeconds: number;
  readonly BackoffRate: number;
}

describe('the state machine of imports', () => {
  it('is valid once its functions are filled in, with no name left over', () => {
    const { isValid, errorsText } = aslValidator(definition);
    expect(isValid, isValid ? '' : errorsText('\n')).toBe(true);
    expect(JSON.stringify(definition)).not.toContain('${');
  });
  it('spreads the chunks over express executions, few enough at a time for one partition of the table', () => {
    expect(TakeIn).toMatchObject({
      ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' } },
      MaxConcurrency: 10,
      ToleratedFailurePercentage: 0,
    });
  });
  it('gives a chunk no more attempts than fit into the five minutes of an express execution', () => {
    const { TimeoutSeconds: seconds, Retry } = TakeIn.ItemProcessor.States.TakeInChunk;
    const waits = (Retry as Retrier[]).flatMap(({ MaxAttempts, IntervalSeconds, BackoffRate }) =>
      Array.from({ length: MaxAttempts }, (_, n) => IntervalSeconds * BackoffRate ** n),
    );
    const [, afterFailure] = Retry as Retrier[];
    const attempts = 1 + (afterFailure?.MaxAttempts ?? 0);
    // A call that Lambda turns away takes no time of its own.
    expect(attempts * seconds + waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThan(300);
    expect(Retry).toHaveLength(2);
  });
  it('lets each function run as long as the step that calls it', () => {
    const timeoutOf = (resource: string): number => {
      const name = resource.split(':').at(-1)?.replace('FunctionArn', '') ?? '';
      const found = Object.entries(resourcesOf(prod, 'AWS::Lambda::Function')).find(([id]) => id.startsWith(name));
      return found?.[1].Properties.Timeout;
    };
    const { ReadLedger, UnpackWorkbook, WriteReport } = definition.States;
    for (const step of [ReadLedger, UnpackWorkbook, TakeIn.ItemProcessor.States.TakeInChunk, WriteReport]) {
      expect(timeoutOf(step.Resource)).toBe(step.TimeoutSeconds);
    }
  });
  it('catches nothing, since only a step that was not left can be redriven', () => {
    expect(JSON.stringify(definition)).not.toContain('"Catch"');
  });
  it('is traced, logs each step without what it was given, and gives up after a day', () => {
    expect(machine).toMatchObject({
      StateMachineType: 'STANDARD',
      TracingConfiguration: { Enabled: true },
      LoggingConfiguration: { Level: 'ALL', IncludeExecutionData: false },
    });
    expect(definition.TimeoutSeconds).toBe(86_400);
  });
});

describe('the functions of an import', () => {
  it.each(['LedgerReader', 'LedgerWorkbook', 'LedgerImport'])('let %s see what lies where it writes once', (id) => {
    const [, policy] =
      Object.entries(resourcesOf(prod, 'AWS::IAM::Policy')).find(([name]) => name.startsWith(id)) ?? [];
    const foldersOf = (action: string): readonly string[] =>
      policy?.Properties.PolicyDocument.Statement.filter(({ Action }: { Action: string | string[] }) =>
        [Action].flat().includes(action),
      )
        .flatMap(({ Resource }: { Resource: unknown }) => Resource)
        .map((arn: { 'Fn::Join': [string, string[]] }) => arn['Fn::Join'][1].at(-1));
    expect(foldersOf('s3:PutObject').length).toBeGreaterThan(0);
    expect(foldersOf('s3:GetObject')).toEqual(expect.arrayContaining([...foldersOf('s3:PutObject')]));
  });
});

describe('what starts an import', () => {
  it('is a file put below import/, and neither work nor reports, which would start others', () => {
    prod.hasResourceProperties('AWS::Events::Rule', {
      EventPattern: {
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: { bucket: { name: [Match.anyValue()] }, object: { key: [{ prefix: 'import/' }] } },
      },
      Targets: [
        { DeadLetterConfig: { Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('ImportOperatorQueue'), 'Arn'] } } },
      ],
    });
  });
  it('goes to the operator where it fails or runs out of time', () => {
    const rules = propertiesOf(prod, 'AWS::Events::Rule').filter(({ EventPattern: { detail } }) => detail.status);
    expect(rules).toHaveLength(2);
    for (const { EventPattern } of rules) expect(EventPattern.detail.status).toEqual(['FAILED', 'TIMED_OUT']);
  });
});
