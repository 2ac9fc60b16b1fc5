import { unauthenticated } from './authenticate.ts';
import type { Caller } from './caller.ts';
import { Fault, notFound } from './fault.ts';
import type { Access } from './route.ts';

/** Lets a caller through by role and campaign. Throws a `Fault`; a campaign that is not theirs looks as if it were not there. */
export function authorise(access: Access, caller: Caller | undefined, campaign: string | undefined): void {
  if (access === 'public') return;
  if (!caller) throw unauthenticated();
  if (!access.includes(caller.role)) throw wrongRole(access, caller);
  if (campaign !== undefined && caller.campaigns && !caller.campaigns.includes(campaign)) {
    throw notFound('专项行动', 'campaign', campaign);
  }
}

const ROLE_NAMES = { office: '办公室', inspector: '检查人员', unit: '责任单位', auditor: '审计人员' } as const;

function wrongRole(access: Exclude<Access, 'public'>, caller: Caller): Fault {
  const names = access.map((role) => ROLE_NAMES[role]).join('、');
  return new Fault('wrong-role', {
    zh: `您的身份是${ROLE_NAMES[caller.role]}，此操作只限：${names}`,
    en: `you are signed in as ${caller.role}; this is for: ${access.join(', ')}`,
  });
}
