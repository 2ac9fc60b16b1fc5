import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { buildStage, type Stacks } from '../../infra/cdk-app.ts';

/** A resource of a template, as far as tests look into it. */
export interface TemplateResource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: what stands in a template is what the tests find out
  readonly Properties: any;
  readonly DeletionPolicy?: string;
  readonly DependsOn?: readonly string[];
}

export interface SynthesisedStage extends Stacks {
  readonly app: App;
  readonly dataTemplate: Template;
  readonly serviceTemplate: Template;
}

/** The stages that tests look at: one to try things out, one in earnest, and one whose SMS go by the gateway of a carrier. */
const STAGES = {
  dev: { stage: 'dev', alarmEmail: 'operators@example.org' },
  prod: { stage: 'prod', alarmEmail: 'operators@example.org' },
  gateway: {
    stage: 'prod',
    settings: fileURLToPath(new URL('../../infra/stacks/settings.example.json', import.meta.url)),
  },
} as const;

const made = new Map<string, SynthesisedStage>();

/** The feature flags of the command line, so that tests see the same templates. */
const flags = () => JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8')).context;

/** A stage as an app that is not synthesised yet; without bundling, which its templates don't show. */
export function stageApp(context: Readonly<Record<string, unknown>>): App {
  return new App({ context: { ...flags(), 'aws:cdk:bundling-stacks': [], ...context } });
}

/** The templates of a stage, made once for each name. */
export function synthesise(stage: keyof typeof STAGES): SynthesisedStage {
  const found = made.get(stage) ?? synthesiseWith(STAGES[stage]);
  made.set(stage, found);
  return found;
}

/** The templates of a stage with settings of its own. */
export function synthesiseWith(context: Readonly<Record<string, unknown>>): SynthesisedStage {
  const app = stageApp(context);
  const stacks = buildStage(app);
  const dataTemplate = Template.fromStack(stacks.data);
  const serviceTemplate = Template.fromStack(stacks.service);
  return { app, ...stacks, dataTemplate, serviceTemplate };
}

/** The resources of a type by their logical ids. */
export const resourcesOf = (template: Template, type: string): Record<string, TemplateResource> =>
  template.findResources(type) as Record<string, TemplateResource>;

/** The same without their ids. */
export const propertiesOf = (template: Template, type: string): TemplateResource['Properties'][] =>
  Object.values(resourcesOf(template, type)).map(({ Properties }) => Properties);
