import { type App, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { readSettings } from './cdk-settings.ts';
import { DataStack } from './stacks/data-stack.ts';
import { ServiceStack } from './stacks/service-stack.ts';

export interface Stacks {
  readonly data: DataStack;
  readonly service: ServiceStack;
}

/** Puts one stage into an app: what is kept, what runs, and the checks that both must pass. */
export function buildStage(app: App): Stacks {
  const settings = readSettings(app.node);
  const name = (part: string): string => `HundredDays-${settings.stage}-${part}`;
  const data = new DataStack(app, name('Data'), { settings, description: 'Hundred Days: what is kept' });
  const service = new ServiceStack(app, name('Service'), { settings, data, description: 'Hundred Days: what runs' });
  Tags.of(app).add('product', 'hundred-days');
  Tags.of(app).add('stage', settings.stage);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return { data, service };
}
