import * as z from 'zod';
import type { Campaign } from '../../shared/domain/campaign/campaign-schema.ts';
import type { Contact } from '../../shared/domain/campaign/unit-schema.ts';
import { maskPhone } from '../../shared/domain/escalation/phone.ts';
import type { CampaignHead } from '../../shared/stores/campaign-registry.ts';

export const campaignHeadSchema = z.object({
  id: z.string(),
  name: z.string(),
  revision: z.int(),
  status: z.enum(['running', 'paused', 'ended']),
  createdAt: z.iso.datetime(),
});

/** The configuration as it was written, but for the phone numbers. */
export const campaignViewSchema = campaignHeadSchema.extend({ config: z.looseObject({ id: z.string() }) });

export const viewHead = ({ id, name, revision, status, createdAt }: CampaignHead) => ({
  ...{ id, name, revision, status, createdAt },
});

/** A campaign with every phone number masked: numbers are for sending alone. */
export function viewCampaign(head: CampaignHead, config: Campaign) {
  const units = config.units.map((unit) => ({ ...unit, contacts: maskContacts(unit.contacts) }));
  return { ...viewHead(head), config: { ...config, units } };
}

const maskContacts = (contacts: Readonly<Record<string, Contact | undefined>>): Record<string, Contact> =>
  Object.fromEntries(
    Object.entries(contacts).flatMap(([role, contact]) =>
      contact ? [[role, { ...contact, phone: maskPhone(contact.phone) }]] : [],
    ),
  );
