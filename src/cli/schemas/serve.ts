import { z } from 'zod';

/** The shape of what `steelyard serve --json` prints once the server listens. */
export const serveSchema = z
  .strictObject({
    schema: z.literal('steelyard.serve/1'),
    url: z
      .string()
      .describe('the address, such as http://127.0.0.1:4173; the port is the one that was taken'),
  })
  .describe('Where the server listens. Printed once it does, and nothing after it.');
