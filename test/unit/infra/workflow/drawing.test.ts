import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { drawWorkflow, withDrawing } from '../../../../infra/workflow/drawing.ts';

const FOLDER = join(import.meta.dirname, '../../../../infra/workflow');

describe('the drawing of the workflow', () => {
  it('in the README is the one of the file; if not, run `npm run draw`', () => {
    const page = readFileSync(join(FOLDER, 'README.md'), 'utf8');
    const workflow = JSON.parse(readFileSync(join(FOLDER, 'campaign.asl.json'), 'utf8'));
    expect(withDrawing(page, workflow)).toBe(page);
  });
  it('draws a choice of one state as its branches, one arrow for each target', () => {
    const drawing = drawWorkflow({
      StartAt: 'Ask',
      States: {
        Ask: { Type: 'Task', Next: 'Answered' },
        Answered: {
          Type: 'Choice',
          Choices: [
            { Variable: '$.a', StringEquals: 'yes', Next: 'Act' },
            { Variable: '$.a', StringEquals: 'perhaps', Next: 'Act' },
          ],
          Default: 'Failed',
        },
        Act: { Type: 'Task', Next: 'Done' },
        Done: { Type: 'Succeed' },
        Failed: { Type: 'Fail' },
      },
    });
    expect(drawing.split('\n')).toEqual([
      'stateDiagram-v2',
      '  [*] --> Ask',
      '  Ask --> Act: yes, perhaps',
      '  Act --> Done',
      '  Done --> [*]',
    ]);
  });
  it('keeps a choice that several states lead to', () => {
    const drawing = drawWorkflow({
      StartAt: 'One',
      States: {
        One: { Type: 'Task', Next: 'Fork' },
        Two: { Type: 'Task', Next: 'Fork' },
        Fork: { Type: 'Choice', Choices: [{ Variable: '$.b', BooleanEquals: true, Next: 'Two' }], Default: 'Done' },
        Done: { Type: 'Succeed' },
      },
    });
    expect(drawing).toContain('state Fork <<choice>>');
    expect(drawing).toContain('Fork --> Two: yes');
    expect(drawing).toContain('Fork --> Done: else');
  });
  it('refuses a page without a place for it', () => {
    expect(() => withDrawing('# The workflow', { StartAt: 'A', States: {} })).toThrow('no <!-- workflow -->');
  });
});
