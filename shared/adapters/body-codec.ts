import { deflateRawSync, inflateRawSync } from 'node:zlib';

/**
 * What bodies have in common, so that it is stored once and not in each of them: a problem of 2.4 KB takes about 400 bytes,
 * and a write of up to 1 KB is one write unit. **Never change it**: stored bodies are read by the very same text. A better
 * one is a further version beside it. What is frequent stands at the end, where references to it are short.
 */
const DICTIONARY_1 = [
  '"checkpoint":"","receivedAt":"","results":[],"inspector":"","findings":[{"category":"","unit":""',
  '{"inspection":{"id":"","unit":"","source":"regular","source":"spot","source":"announced","source":"self"',
  '"source":"hotline","source":"mayorsHotline","source":"media","source":"public","source":"patrol","source":"covert"',
  '"state":"refused","state":"unknown","state":"sending","refusal":"","carrierId":"","phoneMasked":"1****","number":"',
  '"carries":[{"id":"","text":"【】：1件问题月日已超期到期，请及时办理 https://","parts":1,"state":"sent","expiresAt":"',
  '{"type":"ProblemReturned","{"type":"ProblemReassigned","{"type":"ProblemParked","until":"","{"type":"ProblemResumed"',
  '{"type":"ProblemReopened","{"type":"ProblemMerged","{"type":"ProblemVoided","{"type":"DeadlineRebased"',
  '{"type":"AppealFiled","{"type":"AppealUpheld","{"type":"AppealRejected","{"type":"StageCompleted","stage":"',
  '{"type":"ExtensionRequested","{"type":"ExtensionApproved","{"type":"ExtensionRefused","reason":"',
  '"unit":"calendarDays","unit":"emergencyHours","unit":"workingHours","unit":"workingDays","stages":[{"name":"',
  '"severity":"serious","severity":"urgent","severity":"normal","source":"","inspection":"","category":"","place":"路号"',
  '{"type":"VerificationFailed","at":"2026-","by":"office:","reason":"","schedule":{"dueAt":"2026-',
  '{"type":"VerificationPassed","at":"2026-","by":"inspector:","settledAt":"2026-","stated":"onTime","note":"已复核"}',
  '{"type":"RectificationFiled","at":"2026-","by":"unit:","note":"已整改","method":"self","settles":true,"photos":[{"path":"photos/',
  '.png","sha256":".jpg","sha256":"","photos":[{"path":"photos/","sha256":"',
  '{"type":"RungDecided","at":"2026-","by":"system","step":"supervise","rung":"supervise","revision":0,"slotAt":"2026-',
  '"owed":[{"id":"","role":"liaison","step":"urge","rung":"urge","life":1,"revision":0,"dueAt":"","decidedAt":"","releaseAt":"","token":"',
  '{"events":[{"type":"ProblemRecorded","at":"2026-","by":"inspector:","problem":"","campaign":"","inspection":"',
  '","category":"","severity":"normal","source":"patrol","place":"","description":"。","photos":[]},',
  '{"type":"ProblemAcknowledged","at":"2026-","by":"unit:","slots":[{"step":"',
  '{"type":"ProblemDispatched","at":"2026-","by":"system","unit":"","schedule":{"dueAt":"2026-T09:30:00.000Z","rule":"","ruleSet":"',
  '","unit":"workingDays","slots":[{"step":"remind","rung":"remind","to":["liaison"],"at":"2026-T06:00:00.000Z"},',
  '{"step":"urge","rung":"urge","to":["liaison"],"at":"2026-T01:30:00.000Z"},',
  '{"step":"supervise","rung":"supervise","to":["liaison","deputy"],"sheet":"blue","sheet":"red","sheet":"orange","at":"2026-T08:30:00.000Z"},',
  '{"step":"supervise.2","rung":"supervise","to":["deputy","principal"],"sheet":"orange","at":"2026-T00:30:00.000Z"},',
  '{"step":"criticise","rung":"criticise","to":["deputy","principal"],"at":"2026-T07:30:00.000Z"},',
  '{"step":"summon","rung":"summon","to":["principal"],"at":"2026-T09:30:00.000Z"},',
  '{"step":"refer","rung":"refer","to":["principal"],"at":"2026-T09:30:00.000Z"}]}}],"head":"',
].join('');

/** The dictionaries by the first byte of what was written with them. */
const DICTIONARIES: ReadonlyMap<number, Uint8Array> = new Map([[1, Buffer.from(DICTIONARY_1)]]);
const CURRENT = 1;

/** More than the port lets into a body, so that a damaged item can't fill the memory. */
const MAX_BODY_BYTES = 1024 * 1024;

/** A body's JSON as the bytes to store: the dictionary's number, then the deflated text. */
export function encodeBody(json: string): Uint8Array {
  const dictionary = DICTIONARIES.get(CURRENT);
  return Buffer.concat([Buffer.of(CURRENT), deflateRawSync(json, { level: 9, dictionary })]);
}

/** The JSON in stored bytes. Throws where they are of a version that this code doesn't know, or damaged. */
export function decodeBody(bytes: Uint8Array): string {
  const dictionary = DICTIONARIES.get(bytes[0] ?? 0);
  if (dictionary === undefined) {
    throw new Error(
      `a stored body of version ${bytes[0]} is not known here; update this stage to the version that wrote it`,
    );
  }
  return inflateRawSync(bytes.subarray(1), { dictionary, maxOutputLength: MAX_BODY_BYTES }).toString();
}
