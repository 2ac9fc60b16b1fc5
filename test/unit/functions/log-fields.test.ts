import { Logger } from '@aws-lambda-powertools/logger';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { TaskLogger } from '../../../functions/workflow-task.ts';

describe('the fields of a log line', () => {
  it('can’t bear the names that the logger keeps for itself, since it drops them', () => {
    const written: string[] = [];
    vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'INFO');
    for (const stream of [process.stdout, process.stderr]) {
      const spy = vi.spyOn(stream, 'write').mockImplementation((text) => written.push(String(text)) > 0);
      onTestFinished(() => spy.mockRestore());
    }
    onTestFinished(() => void vi.unstubAllEnvs());
    const logger: TaskLogger = new Logger({ serviceName: 'x' });
    // @ts-expect-error the compiler refuses what the logger would drop
    logger.info('sent', { message: 'SMS_1', sms: 'SMS_2' });
    const lines = written.filter((text) => text.startsWith('{')).map((text) => JSON.parse(text));
    expect(lines.find(({ level }) => level === 'INFO')).toMatchObject({ message: 'sent', sms: 'SMS_2' });
    expect(lines.find(({ level }) => level === 'WARN')?.message).toContain('reserved');
  });
});
