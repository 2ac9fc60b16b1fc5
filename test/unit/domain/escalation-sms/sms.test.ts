import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CampaignError } from '../../../../shared/domain/campaign/campaign-problem.ts';
import { compileSms, type SmsMessage, smsFindings } from '../../../../shared/domain/escalation/sms.ts';
import { smsParts } from '../../../../shared/domain/escalation/sms-parts.ts';
import { SHEETS, SMS_SUBJECTS } from '../../../../shared/domain/escalation/sms-template.ts';

const DEFAULT = { signature: '县创卫办', linkBase: 'https://hd.cn/t/' };
const TOKEN = 'k3Jx_9aQ-7bLmN2pRs4TuV';
const ZONE = 'Asia/Shanghai';
/** 31 December 23:59 in Shanghai: no date is longer. */
const LATEST = '2026-12-31T15:59:00.000Z';

const message = (overrides: Partial<SmsMessage> = {}): SmsMessage => ({
  subject: 'urge',
  unitName: '城东街道',
  count: 1,
  dueAt: '2026-03-06T09:30:00.000Z',
  now: '2026-03-06T01:00:00.000Z',
  token: TOKEN,
  ...overrides,
});

const write = (overrides: Partial<SmsMessage> = {}, sender = DEFAULT, lang: 'zh' | 'en' = 'zh') =>
  compileSms(sender, ZONE, lang).write(message(overrides));

/** Every rung, every colour, single and digest, before and after the deadline and without one. */
const EVERY: ReadonlyArray<Partial<SmsMessage>> = SMS_SUBJECTS.flatMap((subject) =>
  [undefined, ...(subject === 'supervise' ? SHEETS : [])].flatMap((sheet) =>
    [1, 2, 9999, 123_456].flatMap((count) =>
      [
        { dueAt: LATEST, now: '2026-12-01T00:00:00.000Z' },
        { dueAt: LATEST, now: '2027-01-01T00:00:00.000Z' },
        { dueAt: null },
      ].map((due) => ({ subject, ...(sheet && { sheet }), count, ...due })),
    ),
  ),
);

describe('an SMS', () => {
  it('says rung, unit, how many, when due in the campaign’s zone, and where to act', () => {
    expect(write()).toBe(`【县创卫办】催办：城东街道1件3月6日17:30到期 https://hd.cn/t/${TOKEN}`);
  });

  it('names the colour of a supervision sheet and that the deadline is past', () => {
    expect(write({ subject: 'supervise', sheet: 'orange', now: '2026-03-07T00:00:00.000Z' })).toBe(
      `【县创卫办】橙色督办：城东街道1件3月6日17:30已超期 https://hd.cn/t/${TOKEN}`,
    );
  });

  it('counts the problems of a digest and names the earliest day', () => {
    expect(write({ count: 12 })).toBe(`【县创卫办】催办：城东街道12件，最早3月6日 https://hd.cn/t/${TOKEN}`);
  });

  it('uses the fuller wording where signature and link are short', () => {
    expect(write({}, { signature: '创卫', linkBase: 'https://a.cn/' })).toBe(
      `【创卫】催办：城东街道1件3月6日17:30到期 https://a.cn/${TOKEN}`,
    );
    expect(write({}, { signature: '创', linkBase: 'http://a/' })).toContain('1件问题3月6日17:30到期，请及时办理');
  });

  it('shortens a long name with an ellipsis, and no other part', () => {
    expect(write({ unitName: '城北县市场监督管理局城东高新技术产业分局' })).toBe(
      `【县创卫办】催办：城北县市场监督管…1件3月6日17:30到期 https://hd.cn/t/${TOKEN}`,
    );
  });

  it('never cuts a character in two', () => {
    const text = write({ unitName: '𠮷野👍🏽𠮷𠮷𠮷𠮷𠮷𠮷𠮷街道' });
    expect(text.isWellFormed()).toBe(true);
    expect(text).toContain('催办：𠮷野👍🏽…1件');
  });

  it('keeps brackets of a name out of the body', () => {
    expect(write({ unitName: '【城东】\n街道' })).toContain('催办：城东 街道1件');
  });

  it('reads in English too', () => {
    expect(write({}, DEFAULT, 'en')).toMatch(/^【县创卫办】Urge: 城东街道 due 3-6 https/);
  });

  it('tells a rung by its own word though it comes with a sheet', () => {
    expect(write({ subject: 'urge', sheet: 'blue' })).toBe(write({ subject: 'urge' }));
  });

  it('counts no further than 9999', () => {
    expect(write({ count: 9999 })).toContain('城东街道9999件');
    expect(write({ count: 10_000 })).toContain('城东街道9999+件');
  });

  it('refuses a count or a token that was not reckoned with', () => {
    expect(() => write({ count: 0 })).toThrow('at least one item, not 0');
    expect(() => write({ token: 'short' })).toThrow('22 characters, not 5');
  });
});

describe('one part each', () => {
  const senders = [
    DEFAULT,
    { signature: '创卫', linkBase: 'https://a.cn/' },
    { signature: '县爱国卫生运动委员会办', linkBase: 'https://hd.cn/t/' },
    { signature: '县创卫办', linkBase: 'https://hundred-days.gov.cn/t/' },
  ];

  it.each(senders)('for every rung and every length of name, as $signature with $linkBase', (sender) => {
    for (const lang of ['zh', 'en'] as const) {
      if (smsFindings(sender, lang).length > 0) continue;
      const compiler = compileSms(sender, ZONE, lang);
      for (const each of EVERY) {
        for (let length = 1; length <= 20; length += 1) {
          const text = compiler.write(message({ ...each, unitName: '县'.repeat(length) }));
          expect.soft(smsParts(text), text).toBe(1);
        }
      }
    }
  });

  it('holds in Chinese for each of these senders', () => {
    for (const sender of senders) expect(smsFindings(sender)).toEqual([]);
  });

  it('names a unit of up to seven characters in full on every uncoloured single rung by default', () => {
    const dueAt = '2026-03-06T09:30:00.000Z';
    for (const subject of ['remind', 'urge', 'supervise', 'summon'] as const) {
      expect(write({ subject, unitName: '市场监督管理局', dueAt })).toContain('市场监督管理局');
    }
  });

  it('for any name, sender and moment', () => {
    const sender = fc.record({
      signature: fc
        .string({ minLength: 2, maxLength: 12, unit: 'binary' })
        .filter((s) => s.length <= 12 && !/[【】]/.test(s)),
      linkBase: fc.integer({ min: 13, max: 30 }).map((length) => `https://${'a'.repeat(length - 9)}/`),
    });
    const any = fc.record({
      unitName: fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }),
      dueAt: fc.option(
        fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) }).map((date) => date.toISOString()),
      ),
      count: fc.integer({ min: 1, max: 99_999 }),
      each: fc.constantFrom(...EVERY),
      lang: fc.constantFrom('zh' as const, 'en' as const),
    });
    fc.assert(
      fc.property(sender, any, (from, { each, lang, ...facts }) => {
        fc.pre(smsFindings(from, lang).length === 0);
        const text = compileSms(from, ZONE, lang).write(message({ ...each, ...facts }));
        expect(text.length).toBeLessThanOrEqual(70);
        expect(text.slice(from.signature.length + 2)).not.toMatch(/[【】]/);
        expect(text.endsWith(` ${from.linkBase}${TOKEN}`)).toBe(true);
      }),
    );
  });
});

describe('a sender that leaves no room', () => {
  const sender = { signature: '县爱国卫生运动委员会办公', linkBase: 'https://hundred-days.gov.cn/t/' };

  it('is refused when the campaign is loaded, naming rung, length and what to shorten', () => {
    expect(() => compileSms(sender, ZONE)).toThrow(CampaignError);
    expect(smsFindings(sender)[0]).toEqual({
      path: ['sending', 'signature'],
      zh: expect.stringMatching(/短信“remind, single”至少 77 字，超出一条 70 字.*请合计缩短 7 字/),
      en: expect.stringMatching(/takes at least 77 units.*shorten them by 7 together/),
    });
  });

  it('is accepted once shortened by as much as it says', () => {
    expect(smsFindings({ ...sender, signature: sender.signature.slice(0, -7) })).toEqual([]);
    expect(smsFindings({ ...sender, signature: sender.signature.slice(0, -6) })).toHaveLength(1);
  });
});

describe('smsParts', () => {
  it.each([
    [0, 1],
    [70, 1],
    [71, 2],
    [134, 2],
    [135, 3],
  ])('bills %d units as %d', (length, parts) => {
    expect(smsParts('字'.repeat(length))).toBe(parts);
  });
});
