import { describe, expect, it } from 'vitest';
import { LARGEST_BODY } from '../../../../functions/http/read-body.ts';
import { photoRoutes } from '../../../../functions/inspection-intake/photo-routes.ts';
import { intakeRoutes } from '../../../../functions/inspection-intake/routes.ts';
import { officeRoutes } from '../../../../functions/office-api/routes.ts';
import { YAML_FILES } from '../../../../functions/office-api/yaml-files.ts';

/** What an event of Lambda's may hold, and of that what the gateway lets a request's line and headers be. */
const EVENT_BYTES = 6 * 1024 * 1024;
const HEADER_BYTES = 10_240;

describe('the largest body', () => {
  it('reaches a function also where it travels as base64', () => {
    expect(4 * Math.ceil(LARGEST_BODY / 3) + 10 * HEADER_BYTES).toBeLessThan(EVENT_BYTES);
  });

  it('is more than any route takes', () => {
    for (const { operationId, maxBody = 0 } of [...intakeRoutes, ...photoRoutes(), ...officeRoutes(YAML_FILES)])
      expect({ operationId, fits: maxBody <= LARGEST_BODY }).toEqual({ operationId, fits: true });
  });
});
