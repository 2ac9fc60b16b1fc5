/**
 * A phone number as it may be shown and logged: the four digits before the last four are hidden, `138****5678`,
 * and with a country code likewise, `+86138****5678`.
 */
export function maskPhone(phone: string): string {
  const tail = phone.slice(-4);
  const body = phone.slice(0, -4);
  const hidden = body.replace(/^\+/, '').slice(-4);
  return `${body.slice(0, body.length - hidden.length)}${'*'.repeat(hidden.length)}${tail}`;
}
