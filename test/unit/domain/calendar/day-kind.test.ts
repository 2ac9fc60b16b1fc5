import { describe, expect, it } from 'vitest';
import { buildCalendar } from '../../../support/build-calendar.ts';

const STATE_COUNCIL_2026 = '国务院办公厅关于2026年部分节假日安排的通知';

describe('the kind of a day', () => {
  const calendar = buildCalendar();

  it.each([
    ['2026-02-14', true, 'make-up', `${STATE_COUNCIL_2026}：春节（调休上班）`],
    ['2026-02-15', false, 'holiday', `${STATE_COUNCIL_2026}：春节`],
    ['2026-02-23', false, 'holiday', `${STATE_COUNCIL_2026}：春节`],
    ['2026-02-28', true, 'make-up', `${STATE_COUNCIL_2026}：春节（调休上班）`],
    ['2026-04-06', false, 'holiday', `${STATE_COUNCIL_2026}：清明`],
    ['2026-05-05', false, 'holiday', `${STATE_COUNCIL_2026}：劳动节`],
    ['2026-05-09', true, 'make-up', `${STATE_COUNCIL_2026}：劳动节（调休上班）`],
    ['2018-12-29', true, 'make-up', '国务院办公厅关于2019年部分节假日安排的通知：元旦（调休上班）'],
  ])('%s: work %s, %s, on the notice behind it', (date, work, reason, notice) => {
    expect(calendar.dayKind(date)).toMatchObject({ date, work, reason, notice, provisional: false });
  });

  it('names the weekly rest rule for ordinary weekdays and weekends', () => {
    expect(calendar.dayKind('2026-03-02')).toMatchObject({ work: true, reason: 'weekday', weekday: 1 });
    expect(calendar.dayKind('2026-03-07')).toMatchObject({ work: false, reason: 'weekend', weekday: 6 });
    expect(calendar.dayKind('2026-03-07').notice).toContain('国务院关于职工工作时间的规定');
  });

  it('says so, in both languages, where no holiday notice is known for the year', () => {
    expect(calendar.dayKind('2031-03-03')).toMatchObject({
      work: true,
      reason: 'weekday',
      notice: '未见2031年节假日安排通知，仅按法定节假日和周末计算',
      noticeEn: 'no holiday notice known for 2031; statutory holidays and weekends only',
      provisional: true,
    });
    expect(calendar.dayKind('1999-10-01')).toMatchObject({
      work: true,
      noticeEn: 'no holiday notice known for 1999; weekends only',
      provisional: true,
    });
  });

  it('keeps the holidays of the law even before their notice', () => {
    expect(calendar.dayKind('2031-10-01')).toMatchObject({
      work: false,
      reason: 'holiday',
      notice: '《全国年节及纪念日放假办法》：国庆节（未见2031年节假日安排通知，仅按法定节假日和周末计算）',
      provisional: true,
    });
    expect(calendar.dayKind('2031-10-07')).toMatchObject({ work: true, reason: 'weekday', provisional: true });
  });

  it('lets the campaign work and rest against the public calendar, on its own notice', () => {
    const own = buildCalendar({
      overrides: [
        { date: '2026-05-01', work: true, notice: '指挥部第3号通知' },
        { date: '2026-05-11', work: false, notice: '县庆放假通知' },
      ],
    });
    expect(own.dayKind('2026-05-01')).toMatchObject({ work: true, reason: 'campaign', notice: '指挥部第3号通知' });
    expect(own.dayKind('2026-05-11')).toMatchObject({ work: false, reason: 'campaign', noticeEn: '县庆放假通知' });
    expect(own.dayKind('2026-05-02')).toMatchObject({ work: false, reason: 'holiday' });
  });

  it.each(['Asia/Urumqi', 'PRC'])('follows the State Council in %s too', (zone) => {
    expect(buildCalendar({}, zone).dayKind('2026-05-01').reason).toBe('holiday');
  });

  it.each(['America/New_York', 'Asia/Hong_Kong'])('knows weekends and overrides only in %s, and says so', (zone) => {
    const abroad = buildCalendar(
      { overrides: [{ date: '2026-07-03', work: false, notice: 'Mayor’s order 12' }] },
      zone,
    );
    expect(abroad.dayKind('2026-05-01')).toMatchObject({ work: true, reason: 'weekday', provisional: false });
    expect(abroad.dayKind('2026-05-09')).toMatchObject({ work: false, reason: 'weekend' });
    expect(abroad.dayKind('2026-05-01').noticeEn).toContain(`no public holidays known for ${zone}`);
    expect(abroad.dayKind('2026-07-03')).toMatchObject({ work: false, reason: 'campaign' });
  });
});
