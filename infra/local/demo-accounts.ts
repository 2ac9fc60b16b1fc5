import type { Campaign } from '../../shared/domain/campaign/campaign-schema.ts';
import type { AccountBook } from '../../shared/stores/account-book.ts';
import type { Accounts, NewAccount } from './accounts.ts';

/** Demo sign-ins of a played campaign: one for each role, two units. Their passwords are known to all; never for real work. */
export function demoAccounts(campaign: Campaign): NewAccount[] {
  const units = campaign.units.slice(0, 2);
  return [
    { name: 'office', displayName: '创建办', role: 'office', password: 'office-demo' },
    { name: 'inspector', displayName: '检查员', role: 'inspector', password: 'inspector-demo' },
    { name: 'auditor', displayName: '审计员', role: 'auditor', password: 'auditor-demo' },
    ...units.map(
      (unit, index): NewAccount => ({
        name: `unit${index + 1}`,
        displayName: unit.name,
        role: 'unit',
        unit: unit.id,
        password: `unit${index + 1}-demo`,
      }),
    ),
  ];
}

/** Makes the accounts that are not there yet. */
export async function ensureAccounts(
  people: readonly NewAccount[],
  accounts: Accounts,
  book: AccountBook,
): Promise<void> {
  for (const person of people) if (!(await book.find(person.name))) await accounts.create(person);
}
