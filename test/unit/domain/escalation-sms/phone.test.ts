import fc from 'fast-check';
import { expect, it } from 'vitest';
import { maskPhone } from '../../../../shared/domain/escalation/phone.ts';

it.each([
  ['13812345678', '138****5678'],
  ['+8613812345678', '+86138****5678'],
  ['+14155550123', '+141****0123'],
  ['+1234567', '+***4567'],
  ['', ''],
])('shows %s as %s', (phone, masked) => {
  expect(maskPhone(phone)).toBe(masked);
});

it('keeps the length and hides at least three digits of any number the schema allows', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^(1[3-9]\d{9}|\+[1-9]\d{6,14})$/), (phone) => {
      const masked = maskPhone(phone);
      expect(masked).toHaveLength(phone.length);
      expect(masked.match(/\*/g)?.length ?? 0).toBeGreaterThanOrEqual(3);
    }),
  );
});
