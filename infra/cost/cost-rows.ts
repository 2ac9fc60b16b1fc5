import type { CostInputs } from './cost-inputs.ts';
import { addUp, looks, type Quantities, type Scope, scaleOf, work } from './quantities.ts';

/** One kind of work with all it is billed for. */
export interface CostRow {
  readonly what: string;
  readonly quantities: Quantities;
}

export interface CostRows {
  /** What happens by itself once an inspection is handed in. */
  readonly itself: readonly CostRow[];
  /** What units, inspectors and office do about the problems. */
  readonly people: readonly CostRow[];
  /** SMS and whatever watches: no data and no compute. */
  readonly apart: readonly CostRow[];
}

/** How often is looked, in minutes, as the schedule says; a test reads it there. */
export const MINUTES = { sweep: 1, deliver: 2, start: 5 } as const;
/** The stacks have no more alarms; a test counts them. */
export const ALARMS = 80;
/** CloudTrail writes a file each five minutes, and one each hour by which the others are checked. */
const TRAIL_FILES_A_DAY = 312;
const DAYS_A_MONTH = 30.4;
const GB = 1024 ** 3;
/** Bytes a call logs: Lambda's own three lines and one of ours. */
const LOGGED_BYTES = 900;
/** A walk that goes on where last week's ended passes through the phases to where it stands: two states each. */
const STATES_A_WEEK = 6;

const number = (value: number): string => Math.round(value).toLocaleString('en-US');

/** Everything that a campaign of that size is billed for. */
export function costRows(inputs: CostInputs, scope: Scope): CostRows {
  const itself = [intake(inputs, scope), ...escalation(inputs, scope), ...reports(inputs, scope), kept(inputs, scope)];
  const people = [commands(inputs, scope)];
  const { lambdaRequests = 0 } = addUp([...itself, ...people].map(({ quantities }) => quantities));
  return { itself, people, apart: apart(lambdaRequests, inputs, scope) };
}

function intake(inputs: CostInputs, scope: Scope): CostRow {
  const { inspections } = scope;
  const problems = number(inputs.played.problems * scaleOf(inputs, scope));
  return {
    what: `take in ${number(inspections)} inspections with ${problems} problems, one a request`,
    quantities: {
      apiRequests: inspections,
      ...work('inspection-intake', 'InspectionIntake', inspections, inputs, scope),
    },
  };
}

function escalation(inputs: CostInputs, scope: Scope): CostRow[] {
  const scale = scaleOf(inputs, scope);
  const { rungs, messages } = inputs.played;
  return [
    {
      what: 'look each minute what has fallen due',
      quantities: looks('emptySweep', 'DueTracking', MINUTES.sweep, inputs, scope),
    },
    {
      what: `decide ${number(rungs * scale)} rungs`,
      quantities: work('due-tracking', 'DueTracking', 0, inputs, scope),
    },
    {
      what: `look each ${MINUTES.deliver} minutes what is to be sent`,
      quantities: looks('emptyDelivery', 'EscalationDelivery', MINUTES.deliver, inputs, scope),
    },
    {
      what: `send ${number(messages * scale)} SMS, without their price`,
      quantities: work('escalation-delivery', 'EscalationDelivery', 0, inputs, scope),
    },
  ];
}

/** The workflow walks once, however much is handed in; what it has ranked grows with it. */
function reports(inputs: CostInputs, scope: Scope): CostRow[] {
  const { transitions, played } = inputs;
  const { CampaignPhase = 0, Ranking = 0, BulletinPublishing = 0 } = transitions.calls;
  return [
    {
      what: `look each ${MINUTES.start} minutes which workflow is missing`,
      quantities: looks('emptyStart', 'CampaignStarter', MINUTES.start, inputs, scope),
    },
    {
      what: 'walk the agenda',
      quantities: {
        stateTransitions: transitions.campaign + Math.ceil(scope.days / 7) * STATES_A_WEEK,
        ...work('campaign-phase', 'CampaignPhase', CampaignPhase, inputs, scope),
      },
    },
    {
      what: 'rank, propose and publish each window',
      quantities: addUp([
        work('ranking', 'Ranking', Ranking, inputs, scope),
        work('bulletin-publishing', 'BulletinPublishing', BulletinPublishing, inputs, scope),
        { s3Puts: played.archive.puts, s3Gets: played.archive.gets },
      ]),
    },
  ];
}

function kept(inputs: CostInputs, scope: Scope): CostRow {
  const gb = (inputs.played.storedBytes * scaleOf(inputs, scope)) / GB;
  const gbMonths = (gb / 2) * (scope.days / DAYS_A_MONTH);
  return {
    what: `keep ${gb.toFixed(2)} GB by the end, half of it on average, with recovery to any second`,
    quantities: { tableGbMonths: gbMonths, recoveryGbMonths: gbMonths },
  };
}

function commands(inputs: CostInputs, scope: Scope): CostRow {
  const count = inputs.played.commands * scaleOf(inputs, scope);
  return {
    what: `carry out ${number(count)} commands on problems, one a request`,
    quantities: { apiRequests: count, ...work('people', 'UnitApi', count, inputs, scope) },
  };
}

function apart(calls: number, inputs: CostInputs, scope: Scope): CostRow[] {
  const months = scope.days / DAYS_A_MONTH;
  return [
    {
      what: 'SMS at the price to a number in the US',
      quantities: { smsToUsNumbers: inputs.played.messages * scaleOf(inputs, scope) },
    },
    { what: 'logs', quantities: { logGb: (calls * LOGGED_BYTES) / GB } },
    {
      what: 'a trail of sign-ins, the first of its account',
      quantities: { s3Puts: scope.days * TRAIL_FILES_A_DAY },
    },
    { what: 'traces, of each call where they are seldom', quantities: { traces: calls } },
    {
      what: `up to ${ALARMS} alarms, a dashboard, a key`,
      quantities: { alarmMonths: ALARMS * months, dashboardMonths: months, keyMonths: months },
    },
  ];
}
