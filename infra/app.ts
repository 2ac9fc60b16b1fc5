import { App } from 'aws-cdk-lib';
import { buildStage } from './cdk-app.ts';

buildStage(new App());
