import type { Instant } from '../../../shared/domain/instant.ts';
import { buildJpeg, GREEN, GREY, plain } from '../photos.ts';
import type { Answer, Content } from './call-api.ts';
import type { Happening, Scenario } from './scenario-file.ts';
import { requestOf, type StoredPhoto } from './step-request.ts';

/** Asks a stage as `office`, `inspector`, `auditor` or the unit of that id. */
export type Ask = (who: string, route: string, content?: Omit<Content, 'token'>) => Promise<Answer>;

export interface People {
  /** When somebody next wants to act. */
  nextAt(): Instant | undefined;
  /**
   * Everybody does what they do up to `now`, in order; true where that changed the campaign itself, and so what its
   * workflow has to do. Throws where a stage answers otherwise than the file says.
   */
  act(now: Instant): Promise<boolean>;
}

const CHANGES_CAMPAIGN: ReadonlySet<string> = new Set(['pauses', 'resumes', 'extends']);

/** The people of a scenario, who know a stage by its address alone. */
export function createPeople(scenario: Scenario, ask: Ask): People {
  const waiting: Array<Happening | { readonly at: Instant; readonly opens: true }> = [
    { at: scenario.opens, opens: true },
    ...scenario.happenings,
  ];
  const below = `/campaigns/${scenario.campaign.id}`;
  let photos: { readonly before: StoredPhoto; readonly after: StoredPhoto } | undefined;

  async function open(): Promise<void> {
    demand(await ask('office', 'POST /campaigns', { json: scenario.campaign }), 201, 'opening the campaign');
    const upload = async (colour: typeof GREY): Promise<StoredPhoto> => {
      const content = { bytes: buildJpeg(plain(24, 16, colour)), type: 'image/jpeg' };
      return demand(await ask('inspector', `PUT ${below}/photos`, content), 201, 'a photo').body as StoredPhoto;
    };
    photos = { before: await upload(GREY), after: await upload(GREEN) };
  }

  async function happen(happening: Happening): Promise<void> {
    if (!photos) throw new Error('nothing can happen before the campaign is open');
    if ('inspection' in happening) {
      const { at: _, ...inspection } = happening.inspection;
      const findings = inspection.findings.map((finding) => ({ ...finding, photos: [photos?.before] }));
      const json = { ...inspection, at: happening.at, findings, results: [] };
      demand(await ask('inspector', `POST ${below}/inspections`, { json }), 201, inspection.id);
      return;
    }
    const { step } = happening;
    const { route, json } = requestOf(step, { scenario, after: photos.after });
    const answer = await ask(step.who, route.replace(' ', ` ${below}`), { json });
    demand(answer, step.refused ? answer.body.error === step.refused && answer.status : 200, JSON.stringify(step));
  }

  return {
    nextAt: () => waiting[0]?.at,
    async act(now) {
      let changed = false;
      for (let next = waiting[0]; next && next.at <= now; next = waiting[0]) {
        if ('opens' in next) await open();
        else await happen(next);
        changed ||= 'opens' in next || ('step' in next && CHANGES_CAMPAIGN.has(next.step.does));
        waiting.shift();
      }
      return changed;
    },
  };
}

function demand(answer: Answer, status: number | false, what: string): Answer {
  if (answer.status === status) return answer;
  throw new Error(`the stage answered ${answer.status} to ${what}: ${answer.bytes.toString().slice(0, 600)}`);
}
