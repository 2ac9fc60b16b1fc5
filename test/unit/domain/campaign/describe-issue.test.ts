import { describe, expect, it } from 'vitest';
import { buildCampaignInput, buildUnit, SIX_RUNGS } from '../../../support/build-campaign.ts';
import { problemsAfter } from '../../../support/campaign-problems.ts';

const [publicity, attack, consolidation] = buildCampaignInput().phases;
const gate = {
  id: '70',
  name: '自拆助拆',
  on: '2026-05-15',
  measure: { name: 'closingRate' },
  target: { atLeast: 0.7 },
};
const withGate = (change: object) => ({
  phases: [publicity, { ...attack, gates: [{ ...gate, ...change }] }, consolidation],
});
const { liaison } = buildUnit(1).contacts;

describe('describeIssue', () => {
  it.each([
    [
      'a misspelt key',
      { units: [{ ...buildUnit(1), leage: 'streets' }] },
      'units[0].leage',
      '没有“leage”这一项，是否想写“league”？',
    ],
    [
      'a key from nowhere',
      { ladder: { rungs: SIX_RUNGS, zzz: 1 } },
      'ladder.zzz',
      '没有“zzz”这一项，可以写：rungs、startAt、acknowledgement、specialReport',
    ],
    [
      'a key of a fixed list',
      { ladder: { rungs: SIX_RUNGS, startAt: { serios: 'urge' } } },
      'ladder.startAt.serios',
      '是否想写“serious”？',
    ],
    [
      'a misspelt word',
      { units: [{ ...buildUnit(1), kind: 'steet' }] },
      'units[0].kind',
      '写的是 "steet"，只能是：street、town、community、department、contractor；是否想写“street”？',
    ],
    ['a missing word', { units: [{ ...buildUnit(1), kind: undefined }] }, 'units[0].kind', '缺少这一项，应为street、'],
    [
      'digits without quotes',
      { units: [buildUnit(1, { contacts: { liaison: { ...liaison, phone: 13800000101 as never } } })] },
      'units[0].contacts.liaison.phone',
      '应为文字（纯数字要加引号）',
    ],
    ['a missing group', { units: [{ ...buildUnit(1), contacts: {} }] }, 'units[0].contacts.liaison', '缺少这一项'],
    ['an empty list', { leagues: [] }, 'leagues', '现有 0 项，应不少于 1 项'],
    ['too few phases', { phases: [publicity, attack] }, 'phases', '现有 2 项，应正好 3 项'],
    ['a text too long', { units: [buildUnit(1, { name: '街'.repeat(21) })] }, 'units[0].name', '应不多于 20 个字'],
    ['a number too large', { handling: { photosRequired: 10 } }, 'handling.photosRequired', '写的是 10，应不多于 9'],
    [
      'a weight of nothing',
      { ranking: { score: [{ measure: { name: 'onTimeRate' }, weight: 0 }] } },
      'ranking.score[0].weight',
      '写的是 0，应大于 0',
    ],
    [
      'a day that is none',
      { phases: [{ ...publicity, starts: '2026-02-30' }, attack, consolidation] },
      'phases[0].starts',
      '应为存在的日期',
    ],
    ['an address that is none', { sending: { signature: '县办', linkBase: 'hd.cn' } }, 'sending.linkBase', '应为网址'],
    [
      'a rule with its own sentence',
      { sending: { signature: '【县办】' } },
      'sending.signature',
      '写的是 "【县办】"，不要写【】，发送时会加上',
    ],
    ['a time zone that is none', { timeZone: 'Mars' }, 'timeZone', '应为时区'],
    [
      'a choice by its key, misspelt',
      withGate({ onMiss: { do: 'extnd' } }),
      'phases[1].gates[0].onMiss.do',
      '只能是：proceed、extend、escalate；是否想写“extend”？',
    ],
    ['a choice without its key', withGate({ onMiss: { days: 3 } }), 'phases[1].gates[0].onMiss.do', '缺少这一项'],
    [
      'a choice that is nearly one',
      withGate({ target: { atLeast: '70%' } }),
      'phases[1].gates[0].target.atLeast',
      '写的是 "70%"，应为数字',
    ],
    [
      'a choice that is none',
      withGate({ target: { min: 1 } }),
      'phases[1].gates[0].target',
      '写的是 {"min":1}，只能是：{atLeast} / {atMost}',
    ],
    [
      'a choice that is missing',
      withGate({ target: undefined }),
      'phases[1].gates[0].target',
      '缺少这一项，应为{atLeast} / {atMost}',
    ],
    [
      'a working time that is none',
      { ladder: { rungs: [{ rung: 'urge', at: '1 day', to: ['liaison'] }] } },
      'ladder.rungs[0].at',
      '写的是 "1 day"，应为数字加单位',
    ],
    [
      'hours that end before they begin',
      { calendar: { officeHours: [{ from: '14:00', to: '13:00' }] } },
      'calendar.officeHours[0].to',
      '结束应晚于开始',
    ],
  ])('explains %s', (_what, change, path, message) => {
    const problem = problemsAfter(change).find((candidate) => candidate.path === path);
    expect(problem?.message).toContain(message);
    expect(problem?.messageEn).not.toMatch(/[\u4e00-\u9fff](?![^"]*")/);
  });
});
