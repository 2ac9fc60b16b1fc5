import { describe, expect, it } from 'vitest';
import { describeChanges, readChanges } from '../../../../infra/operate/stack-changes.ts';

/** As `cdk diff` prints it: a stack that loses something, one that is new, one that stays. */
const DIFF = `Stack HundredDays-dev-Data (aws://111122223333/eu-west-1)
Resources
[-] AWS::CloudWatch::Alarm Records/Throttled-GetItem RecordsThrottledGetItem3B19CD8C destroy
[~] AWS::DynamoDB::Table Records/Table RecordsTableC9B7A30B replace
 └─ [~] KeySchema (requires replacement)
     └─ @@ -1,6 +1,6 @@
        [ ]   {
        [-]     "AttributeName": "pk",
        [+]     "AttributeName": "other",
[~] AWS::SQS::Queue PhotoNotices/Queue PhotoNoticesQueue993E125F may be replaced
[~] AWS::S3::Bucket Archive/Photos ArchivePhotos0AA4CF74
 └─ [~] LifecycleConfiguration
[-] AWS::KMS::Key Key/Key Key9BCD29C7 orphan

Stack HundredDays-dev-Service (aws://111122223333/eu-west-1)
IAM Statement Changes
┌───┬──────────┬────────┐
│ + │ Resource │ Effect │
└───┴──────────┴────────┘
Parameters
[+] Parameter BootstrapVersion BootstrapVersion: {"Type":"AWS::SSM::Parameter::Value<String>"}
Resources
[+] AWS::SNS::Topic Escalations/Topic EscalationsTopicB42855CA
[+] AWS::Scheduler::ScheduleGroup Ticks Ticks
Outputs
[+] Output Url Url: {"Value":{"Ref":"Api"}}

Stack HundredDays-dev-Other (aws://111122223333/eu-west-1)
There were no differences

✨  Number of stacks with differences: 2
`.split('\n');

describe('what changes with a deployment', () => {
  const [data, service, other] = readChanges(DIFF);

  it('is counted by stack, resources alone', () => {
    expect(data).toMatchObject({ stack: 'HundredDays-dev-Data', added: 0, changed: 3, removed: 2, rights: false });
    expect(service).toMatchObject({ stack: 'HundredDays-dev-Service', added: 2, changed: 0, removed: 0, rights: true });
    expect(other).toMatchObject({ added: 0, changed: 0, removed: 0, rights: false });
  });

  it('is told in few words, and by name where something is lost', () => {
    expect([data, service, other].flatMap((one) => (one ? [describeChanges(one).en] : []))).toEqual([
      `  HundredDays-dev-Data: 3 changed, 2 removed
    deleted: AWS::CloudWatch::Alarm Records/Throttled-GetItem
    replaced: AWS::DynamoDB::Table Records/Table
    may be replaced: AWS::SQS::Queue PhotoNotices/Queue
    kept, but no longer managed: AWS::KMS::Key Key/Key`,
      '  HundredDays-dev-Service: 2 new, permissions change',
      '  HundredDays-dev-Other: nothing changes',
    ]);
  });

  it('is told in Chinese', () => {
    expect(data && describeChanges(data).zh).toContain('修改 3，删除 2\n    删除：AWS::CloudWatch::Alarm');
    expect(service && describeChanges(service).zh).toBe('  HundredDays-dev-Service：新增 2，权限有变');
    expect(other && describeChanges(other).zh).toBe('  HundredDays-dev-Other：没有改动');
  });
});
