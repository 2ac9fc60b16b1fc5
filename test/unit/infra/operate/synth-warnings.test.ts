import { expect, it } from 'vitest';
import { showWarnings } from '../../../../infra/operate/synth-warnings.ts';

it('shows what CDK warns of, and nothing else that it says', () => {
  const shown: string[] = [];
  const hear = showWarnings((text) => void shown.push(text));
  for (const line of [
    'Bundling asset HundredDays-prod-Service/DueTracking/Function/Code/Stage...',
    'WARNING stage prod has no alarmEmail, so its alarms reach nobody (Annotation)',
    '   HundredDays-prod-Data/Operators constructs.Construct',
    'Successfully synthesized to /tmp/cdk.out',
  ])
    hear(line);
  expect(shown).toEqual(['  ! stage prod has no alarmEmail, so its alarms reach nobody']);
});
