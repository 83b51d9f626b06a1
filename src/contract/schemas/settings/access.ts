import { z } from 'zod';

export const accessSettings = z
  .strictObject({
    separateAdministration: z
      .boolean()
      .describe('三员分立: nobody holds two of administrator, security administrator and auditor'),
  })
  .meta({ id: 'AccessSettings', examples: [{ separateAdministration: true }] });
