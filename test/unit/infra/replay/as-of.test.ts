import { describe, expect, it } from 'vitest';
import { parseAsOf } from '../../../../infra/local/replay/as-of.ts';

describe('parseAsOf', () => {
  it.each([
    ['2019-02-13 16:18:56', '2019-02-13T21:18:56.000Z'],
    ['2019-02-13T16:18', '2019-02-13T21:18:00.000Z'],
    ['2019-02-13', '2019-02-14T04:59:59.999Z'],
    ['2019-02-13T21:18:56Z', '2019-02-13T21:18:56.000Z'],
    ['2019-02-13 16:18:56 Asia/Shanghai', '2019-02-13T08:18:56.000Z'],
  ])('reads %s in the zone of the mapping unless it names its own', (text, instant) => {
    expect(parseAsOf(text, 'America/New_York')).toBe(instant);
  });
  it.each(['', 'tomorrow', '2019-13-01', '2019-02-13 25:00', '2019-02-13 10:00 Foo/Bar'])(
    'refuses "%s" and shows how to write it',
    (text) => {
      expect(() => parseAsOf(text, 'Asia/Shanghai')).toThrow('write for example "2019-02-13 16:18:56"');
    },
  );
  it.each(['9999-12-31', '2100-01-02', '1989-12-30', '0019-02-13'])(
    'refuses the year of %s, in which no ledger was kept',
    (text) => {
      expect(() => parseAsOf(text, 'America/New_York')).toThrow('check the year');
    },
  );
});
