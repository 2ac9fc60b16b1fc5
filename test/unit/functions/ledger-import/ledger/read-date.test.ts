import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_DATE_FORMATS, dateFormatFault } from '../../../../../functions/ledger-import/ledger/date-format.ts';
import { type DayEdge, dateReader, zoneClock } from '../../../../../functions/ledger-import/ledger/read-date.ts';

const NEW_YORK = 'America/New_York';
const read = (text: string, ...formats: string[]) => dateReader(formats)(text)?.text;
const instant = (text: string, format: string, zone: string, edge: DayEdge = 'start') => {
  const clock = dateReader([format])(text);
  return clock && new Date(zoneClock(zone)(clock, edge)).toISOString();
};

describe('dateReader', () => {
  it.each([
    ['04/12/2018 11:11:26 AM', 'MM/dd/yyyy hh:mm:ss a', '2018-04-12T11:11:26.000'],
    ['04/12/2018 12:05:00 am', 'MM/dd/yyyy hh:mm:ss a', '2018-04-12T00:05:00.000'],
    ['2018/2/8 下午 9:05', 'yyyy/M/d a h:mm', '2018-02-08T21:05:00.000'],
    ['2018/2/8 上午9:05', 'yyyy/M/d ah:mm', '2018-02-08T09:05:00.000'],
    ['2018年2月8日 9时5分', 'yyyy年M月d日 H时m分', '2018-02-08T09:05:00.000'],
    ['２０１８－０２－０８', 'yyyy-MM-dd', '2018-02-08T00:00:00.000'],
    ['２０１８／２／８　９：０５', 'yyyy/M/d H:mm', '2018-02-08T09:05:00.000'],
    ['20180208', 'yyyyMMdd', '2018-02-08T00:00:00.000'],
    ['08-Feb-18', 'dd-MMM-yy', '2018-02-08T00:00:00.000'],
    ['2018-02-08T09:05:07.25', "yyyy-MM-dd'T'HH:mm:ss.SS", '2018-02-08T09:05:07.250'],
  ])('reads %s as %s', (text, format, expected) => {
    expect(read(text, format)).toBe(expected);
  });

  it.each([
    ['2018-02-30', 'yyyy-MM-dd'],
    ['04/12/2018 13:11:26 AM', 'MM/dd/yyyy hh:mm:ss a'],
    ['2018-02-08 9:05', 'yyyy-MM-dd'],
    ['见附件', 'yyyy-MM-dd'],
    ['', 'yyyy-MM-dd'],
    ['2018', 'yyyy-MM-dd'],
    ['99999', 'yyyy-MM-dd'],
    ['20180208', 'yyyy-MM-dd'],
  ])('does not read %s as %s', (text, format) => {
    expect(read(text, format)).toBeUndefined();
  });

  it('tries the formats in the order of the mapping', () => {
    expect(read('03/04/2018', 'MM/dd/yyyy', 'dd/MM/yyyy')).toBe('2018-03-04T00:00:00.000');
    expect(read('03/04/2018', 'dd/MM/yyyy', 'MM/dd/yyyy')).toBe('2018-04-03T00:00:00.000');
    expect(read('13/04/2018', 'MM/dd/yyyy', 'dd/MM/yyyy')).toBe('2018-04-13T00:00:00.000');
  });

  it('reads a spreadsheet’s day count, with its hours, in both systems', () => {
    expect(dateReader(['yyyy-MM-dd'])('43139')).toEqual({ text: '2018-02-08T00:00:00.000', dayOnly: true });
    expect(dateReader(['yyyy-MM-dd'])('43139.572337963')).toEqual({ text: '2018-02-08T13:44:10.000', dayOnly: false });
    expect(dateReader(['yyyy-MM-dd'], 1904)('41677')).toEqual({ text: '2018-02-08T00:00:00.000', dayOnly: true });
  });

  it('takes the date that the file itself keeps before any format', () => {
    const reader = dateReader(['yyyy-dd-MM']);
    expect(reader('2018-02-08')?.text).toBe('2018-08-02T00:00:00.000');
    expect(reader('2018-02-08', '2018-02-08')).toEqual({ text: '2018-02-08T00:00:00.000', dayOnly: true });
    expect(reader('x', '2018-02-08T09:05:07.000')).toEqual({ text: '2018-02-08T09:05:07.000', dayOnly: false });
  });

  it('reads every minute back from each of the formats it falls back on', () => {
    const minute = fc.date({
      min: new Date('1990-01-01T00:00:00Z'),
      max: new Date('2099-12-31T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(minute, fc.constantFrom(...DEFAULT_DATE_FORMATS), (date, format) => {
        const iso = date.toISOString();
        const fields: Record<string, string> = {
          yyyy: iso.slice(0, 4),
          MM: iso.slice(5, 7),
          dd: iso.slice(8, 10),
          HH: iso.slice(11, 13),
          mm: iso.slice(14, 16),
          ss: iso.slice(17, 19),
        };
        const text = format.replaceAll("'", '').replaceAll(/yyyy|MM|dd|HH|mm|ss/g, (token) => fields[token] ?? '');
        const length = format.includes('ss') ? 19 : format.includes('mm') ? 16 : 10;
        expect(dateReader(DEFAULT_DATE_FORMATS)(text)?.text.slice(0, length)).toBe(iso.slice(0, length));
      }),
    );
  });
});

describe('zoneClock', () => {
  it('puts a day without an hour at its first moment or its last millisecond in the zone', () => {
    expect(instant('2018-02-08', 'yyyy-MM-dd', 'Asia/Shanghai')).toBe('2018-02-07T16:00:00.000Z');
    expect(instant('2018-02-08', 'yyyy-MM-dd', 'Asia/Shanghai', 'end')).toBe('2018-02-08T15:59:59.999Z');
    expect(instant('2018-03-11', 'yyyy-MM-dd', NEW_YORK, 'end')).toBe('2018-03-12T03:59:59.999Z');
  });

  it('keeps a time with an hour where it is, at either edge', () => {
    expect(instant('2018-02-08 09:00', 'yyyy-MM-dd HH:mm', 'Asia/Shanghai', 'end')).toBe('2018-02-08T01:00:00.000Z');
  });

  it('keeps the end of 9999-12-31, by which offices mean never, in a year of four digits', () => {
    expect(instant('9999-12-31', 'yyyy-MM-dd', NEW_YORK, 'end')).toBe('9999-12-31T23:59:59.999Z');
    expect(instant('9999-12-31 22:00', 'yyyy-MM-dd HH:mm', NEW_YORK)).toBe('9999-12-31T23:59:59.999Z');
    expect(instant('0000-01-01', 'u-MM-dd', 'Asia/Shanghai')).toBe('0000-01-01T00:00:00.000Z');
  });

  it('moves a time that summer time skips forward by the gap', () => {
    expect(instant('2018-03-11 02:30', 'yyyy-MM-dd HH:mm', NEW_YORK)).toBe('2018-03-11T07:30:00.000Z');
  });

  it('takes the first of a time that happens twice', () => {
    expect(instant('2018-11-04 01:30', 'yyyy-MM-dd HH:mm', NEW_YORK)).toBe('2018-11-04T05:30:00.000Z');
  });
});

describe('dateFormatFault', () => {
  it('finds nothing wrong with the formats it falls back on', () => {
    expect(DEFAULT_DATE_FORMATS.map(dateFormatFault)).toEqual(DEFAULT_DATE_FORMATS.map(() => undefined));
  });

  it.each([
    ['YYYY-MM-dd', 'write yyyy'],
    ['yyyy-MM-DD', 'write dd'],
    ['yyyy-MM-dd HH:nn', 'write mm'],
    ['yyyy-MM-dd XXX', 'no Unicode date token'],
  ])('of %s says what to write', (format, remedy) => {
    expect(dateFormatFault(format)?.en).toContain(remedy);
  });
});
