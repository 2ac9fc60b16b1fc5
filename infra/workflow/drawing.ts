/** A state as the Amazon States Language writes it, as far as a drawing needs it. */
interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly Default?: string;
  readonly Choices?: ReadonlyArray<{ readonly Next: string } & Readonly<Record<string, unknown>>>;
}

export interface Workflow {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly label?: string;
}

/** Where the drawing stands in the README. */
export const MARKERS = { begin: '<!-- workflow -->', end: '<!-- /workflow -->' } as const;

/** Branches that lead to `to` for several values make one arrow. */
function branches(from: string, { Choices = [], Default }: State): Arrow[] {
  const labels = new Map<string, string[]>();
  const add = (to: string, label: string) => labels.set(to, [...(labels.get(to) ?? []), label]);
  for (const { Next, Variable: _, ...test } of Choices) add(Next, Object.values(test).map(wordOf).join(', '));
  if (Default) add(Default, 'else');
  return [...labels].map(([to, words]) => ({ from, to, label: words.join(', ') }));
}

const wordOf = (value: unknown): string => (value === true ? 'yes' : String(value));

/** A choice that only one state leads to is drawn as that state's own branches. */
function ownChoice({ States }: Workflow, name: string): string | undefined {
  const next = States[name]?.Next;
  if (!next || States[next]?.Type !== 'Choice') return undefined;
  const isShared = Object.entries(States).some(
    ([other, { Next, Default, Choices = [] }]) =>
      other !== name && [Next, Default, ...Choices.map((choice) => choice.Next)].includes(next),
  );
  return isShared ? undefined : next;
}

function arrowsFrom(workflow: Workflow, name: string, state: State): Arrow[] {
  if (state.Type === 'Choice') return branches(name, state);
  const choice = ownChoice(workflow, name);
  const folded = choice && workflow.States[choice];
  if (folded) return branches(name, folded);
  return state.Next ? [{ from: name, to: state.Next }] : [];
}

const lineOf = ({ from, to, label }: Arrow): string => `  ${from} --> ${to}${label ? `: ${label}` : ''}`;

/**
 * The workflow as a Mermaid state diagram. Every step also leads to `NeedsOperator` when it fails beyond its retries; these
 * arrows are left out, as they would hide the others.
 */
export function drawWorkflow(workflow: Workflow): string {
  const states = Object.entries(workflow.States);
  const folded = new Set(states.map(([name]) => ownChoice(workflow, name)));
  const drawn = states.filter(([name]) => !folded.has(name));
  const arrows = drawn.flatMap(([name, state]) => arrowsFrom(workflow, name, state));
  const shown = arrows.filter(({ to }) => workflow.States[to]?.Type !== 'Fail');
  const ends = drawn.filter(([, { Type }]) => Type === 'Succeed').map(([name]) => `  ${name} --> [*]`);
  const choices = drawn.filter(([, { Type }]) => Type === 'Choice').map(([name]) => `  state ${name} <<choice>>`);
  return ['stateDiagram-v2', ...choices, `  [*] --> ${workflow.StartAt}`, ...shown.map(lineOf), ...ends].join('\n');
}

/** The page with the drawing between its markers. Throws where the page has no markers. */
export function withDrawing(page: string, workflow: Workflow): string {
  const [before, rest] = page.split(MARKERS.begin);
  const [, after] = rest?.split(MARKERS.end) ?? [];
  if (before === undefined || after === undefined) {
    throw new Error(`the page has no ${MARKERS.begin} … ${MARKERS.end}; put both where the drawing belongs`);
  }
  return `${before}${MARKERS.begin}\n\`\`\`mermaid\n${drawWorkflow(workflow)}\n\`\`\`\n${MARKERS.end}${after}`;
}
