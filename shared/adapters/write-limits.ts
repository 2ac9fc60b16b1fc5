import type { ItemKey, WriteAction } from '../ports.ts';

/** DynamoDB's limits with room for its own bookkeeping; both stages hold them, so that nothing works here and fails there. */
const MAX_ACTIONS = 100;
const MAX_BODY_BYTES = 350 * 1024;
const MAX_CALL_BYTES = 3.5 * 1024 * 1024;
const MAX_KEY_BYTES: Readonly<Record<'pk' | 'sk', number>> = { pk: 2048, sk: 1024 };

/** An action that was checked, with its body as JSON text ('' where it carries none). */
export interface CheckedAction {
  readonly action: WriteAction;
  readonly key: ItemKey;
  readonly json: string;
}

/** Checks the actions of one call against the port's limits. Throws a RangeError naming the action's key and the limit. */
export function checkActions(actions: readonly WriteAction[]): readonly CheckedAction[] {
  if (actions.length < 1 || actions.length > MAX_ACTIONS) {
    throw new RangeError(`a call writes 1 to ${MAX_ACTIONS} actions, not ${actions.length}; split it`);
  }
  const checked = actions.map(checkAction);
  if (checked.length > 1) checkTogether(checked);
  return checked;
}

function checkAction(action: WriteAction): CheckedAction {
  const key = keyOf(action);
  checkKey(key);
  if ('delete' in action) return { action, key, json: '' };
  if (action.put.due !== undefined) checkKey(action.put.due);
  return { action, key, json: toJson(action.put.body, key) };
}

const keyOf = (action: WriteAction): ItemKey => ('put' in action ? action.put : action.delete);

function checkTogether(checked: readonly CheckedAction[]): void {
  const distinct = new Set(checked.map(({ key }) => `${key.pk.length}:${key.pk}${key.sk}`));
  if (distinct.size < checked.length)
    throw new RangeError(`a call names each item once; ${repeated(checked)} came twice`);
  const sum = (size: (json: string) => number) => checked.reduce((total, { json }) => total + size(json), 0);
  // Counting bytes costs more than counting units, of which none takes more than three bytes.
  if (sum((json) => json.length) * 3 <= MAX_CALL_BYTES) return;
  const bytes = sum((json) => Buffer.byteLength(json));
  if (bytes > MAX_CALL_BYTES)
    throw new RangeError(`a call writes at most ${MAX_CALL_BYTES} bytes, not ${bytes}; split it`);
}

const repeated = (checked: readonly CheckedAction[]): string => {
  const names = checked.map(({ key }) => `${key.pk} / ${key.sk}`);
  return names.find((name, i) => names.indexOf(name) < i) ?? '';
};

function checkKey(key: ItemKey): void {
  checkPart(key.pk, 'pk');
  checkPart(key.sk, 'sk');
}

function checkPart(text: string, part: 'pk' | 'sk'): void {
  const most = MAX_KEY_BYTES[part];
  const tooLong = text.length * 3 > most && Buffer.byteLength(text) > most;
  // Half a surrogate pair has no UTF-8 form: stores would turn it into U+FFFD, and two keys could become one.
  if (text === '' || tooLong || !text.isWellFormed()) {
    throw new RangeError(`the ${part} "${text.slice(0, 60)}" must be well-formed text of 1 to ${most} bytes`);
  }
}

function toJson(body: unknown, key: ItemKey): string {
  const json: string | undefined = JSON.stringify(body);
  if (json === undefined) throw new RangeError(`the item ${key.pk} / ${key.sk} needs a body that JSON can hold`);
  if (json.length * 3 > MAX_BODY_BYTES && Buffer.byteLength(json) > MAX_BODY_BYTES) {
    const bytes = Buffer.byteLength(json);
    throw new RangeError(
      `the body of ${key.pk} / ${key.sk} has ${bytes} bytes, the limit is ${MAX_BODY_BYTES}; spread it over items`,
    );
  }
  return json;
}
