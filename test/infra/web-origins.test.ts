import { describe, expect, it } from 'vitest';
import { createS3UploadDesk } from '../../shared/adapters/s3-upload-desk.ts';
import { propertiesOf, synthesise, synthesiseWith } from '../support/synthesised-stage.ts';

const ORIGINS = ['https://console.example.org', 'http://localhost:5173'];
const { dataTemplate, serviceTemplate } = synthesiseWith({ webOrigins: ORIGINS.join(', ') });

describe('the web pages of a stage', () => {
  it('may put photos into their bucket with the headers of an upload, fetch what they were sent on to, and reach no other bucket', async () => {
    const buckets = propertiesOf(dataTemplate, 'AWS::S3::Bucket').flatMap(({ CorsConfiguration, ObjectLockEnabled }) =>
      CorsConfiguration ? [{ rules: CorsConfiguration.CorsRules, isForDocuments: ObjectLockEnabled === true }] : [],
    );
    const fetch = { AllowedOrigins: ['*'], AllowedMethods: ['GET'] };
    expect(buckets).toMatchObject([
      { rules: [fetch], isForDocuments: true },
      { rules: [{ AllowedOrigins: ORIGINS, AllowedMethods: ['PUT'] }, fetch], isForDocuments: false },
    ]);
    const [upload] = buckets[1]?.rules ?? [];
    const desk = createS3UploadDesk({
      s3: { presign: async () => 'https://…', send: () => Promise.reject(new Error('nothing is sent')) },
      clock: { now: () => '2026-03-05T03:30:00.000Z' },
    });
    const file = { path: 'photos/1.jpg', type: 'image/jpeg', length: 1, sha256: 'ab' };
    const { headers } = await desk.invite(file);
    // A browser sends the length by itself and asks nobody.
    expect(upload.AllowedHeaders.toSorted()).toEqual(
      Object.keys(headers)
        .filter((name) => name !== 'content-length')
        .toSorted(),
    );
  });
  it('may call the API with a token', () => {
    const [api] = propertiesOf(serviceTemplate, 'AWS::ApiGatewayV2::Api');
    expect(api.CorsConfiguration).toMatchObject({
      AllowOrigins: ORIGINS,
      AllowMethods: ['GET', 'POST', 'PUT'],
      AllowHeaders: ['authorization', 'content-type'],
    });
    expect(api.CorsConfiguration.AllowCredentials).toBeUndefined();
  });
  it('are none where no origin is named', () => {
    const { dataTemplate: data, serviceTemplate: service } = synthesise('prod');
    for (const { CorsConfiguration } of [
      ...propertiesOf(data, 'AWS::S3::Bucket'),
      ...propertiesOf(service, 'AWS::ApiGatewayV2::Api'),
    ])
      expect(CorsConfiguration).toBeUndefined();
  });
});
