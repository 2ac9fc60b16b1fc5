import { BadInput } from '../../shared/domain/bad-input.ts';
import type { CampaignHead, CampaignRegistry } from '../../shared/stores/campaign-registry.ts';

/** The running campaign that a ledger is meant for. Throws BadInput where there is none of that id, or it takes nothing any more. */
export async function campaignForImport(id: string, registry: Pick<CampaignRegistry, 'list'>): Promise<CampaignHead> {
  const heads = await registry.list();
  const head = heads.find((one) => one.id === id);
  if (!head) {
    const known = heads.map((one) => one.id).join('、') || '—';
    throw new BadInput({
      zh: `没有专项行动“${id}”，有：${known}`,
      en: `there is no campaign "${id}"; there are ${known}`,
    });
  }
  if (head.status === 'ended') {
    throw new BadInput({
      zh: `专项行动“${id}”已经结束，不能再导入；请导入到正在进行的行动`,
      en: `the campaign "${id}" has ended and takes nothing in any more; import into one that is running`,
    });
  }
  return head;
}
