import { type Context, Hono } from 'hono';
import { SteelyardError } from '../base/error.js';
import { nearestName } from '../base/nearest.js';
import { admission, classification } from './answer.js';
import { oneOnly, readAsk } from './ask.js';
import { readBody } from './body.js';
import { estimation } from './estimate.js';
import { readWork } from './estimate-ask.js';
import { openApiOf } from './openapi.js';
import { printPage } from './page.js';
import { HttpError, problemOf } from './problem.js';
import type { Desk, Limits } from './types.js';

/** The addresses that are answered, each with its one method. */
export const addresses = {
  '/': 'GET',
  '/openapi.json': 'GET',
  '/v1/health': 'GET',
  '/v1/schemas/:verb': 'GET',
  '/v1/classify': 'POST',
  '/v1/admit': 'POST',
  '/v1/estimate': 'POST',
} as const;

/**
 * Makes what answers requests, whatever they come through: a socket, or a call in a test.
 */
export function makeApp(desk: Desk, limits: Limits): Hono {
  const app = new Hono();
  const fixed = {
    openapi: JSON.stringify(openApiOf(desk, limits), null, 1),
    health: JSON.stringify({
      status: 'ok',
      version: desk.version,
      looked_through: desk.classifier.book.rules.looked_through,
    }),
  };
  app.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(onEveryAnswer)) c.res.headers.set(name, value);
  });
  app.get('/', (c) => c.html(printPage(desk, new URL(c.req.url).origin), 200, pageHeaders));
  app.get('/openapi.json', () => json(fixed.openapi));
  app.get('/v1/health', () => json(fixed.health));
  app.get('/v1/schemas/:verb', (c) => json(JSON.stringify(schemaOf(c.req.param('verb'), desk), null, 2)));
  const askOf = async (c: Context) => readAsk(await readBody(c.req.raw, limits.bodyLimit), limits.mostCases);
  app.post('/v1/classify', async (c) => classification(await askOf(c), desk, limits));
  app.post('/v1/admit', async (c) => admission(oneOnly(await askOf(c), '/v1/admit'), desk));
  app.post('/v1/estimate', async (c) =>
    estimation(readWork(await readBody(c.req.raw, limits.bodyLimit), limits.mostCases), desk, limits),
  );
  for (const [path, method] of Object.entries(addresses)) app.all(path, (c) => otherMethod(c, method));
  app.notFound((c) => problemOf(notHere(c.req.path, desk)));
  app.onError((error) => {
    if (!(error instanceof SteelyardError)) desk.onMistake?.(error);
    return problemOf(error);
  });
  return app;
}

const onEveryAnswer = { 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' };

/** The page runs no script and loads nothing. */
const pageHeaders = { 'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'" };

const json = (text: string) => new Response(`${text}\n`, { headers: { 'content-type': 'application/json' } });

function schemaOf(verb: string, { schemas }: Desk): Readonly<Record<string, unknown>> {
  const schema = Object.hasOwn(schemas, verb) ? schemas[verb] : undefined;
  if (schema !== undefined) return schema;
  const names = Object.keys(schemas);
  const nearest = nearestName(verb.slice(0, 100), names);
  throw new HttpError(404, {
    code: 'SV001',
    found: `there is no schema of "${verb.slice(0, 100)}"`,
    expected: `one of ${names.join(', ')}`,
    ...(nearest !== undefined && { nearest }),
    remedy: 'name a verb that prints a document',
  });
}

/** What an address says to the methods that it does not take: OPTIONS lists those that it takes. */
function otherMethod(c: Context, method: 'GET' | 'POST'): Response {
  const allow = method === 'GET' ? 'GET, HEAD, OPTIONS' : 'POST, OPTIONS';
  if (c.req.method === 'OPTIONS') return new Response(null, { status: 204, headers: { allow } });
  return problemOf(
    new HttpError(
      405,
      {
        code: 'SV002',
        found: `${c.req.path} does not take ${c.req.method}`,
        expected: allow,
        remedy: `send ${method}`,
      },
      { allow },
    ),
  );
}

function notHere(path: string, { schemas }: Desk): HttpError {
  const known = Object.keys(addresses).flatMap((address) =>
    address.includes(':verb')
      ? Object.keys(schemas).map((verb) => address.replace(':verb', verb))
      : [address],
  );
  const asked = path.slice(0, 100);
  const nearest = nearestName(asked, known);
  return new HttpError(404, {
    code: 'SV001',
    found: `there is nothing at ${asked}`,
    expected: `one of ${Object.keys(addresses).join(', ')}`,
    ...(nearest !== undefined && { nearest }),
    remedy: '/openapi.json tells what is here',
  });
}
