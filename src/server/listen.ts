import { createServer, type Server as HttpServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener, RequestError } from '@hono/node-server';
import { type Complaint, SteelyardError } from '../base/error.js';
import type { ServerErrorCode } from './errors.js';
import { printProblem, problemOf, problemResponse } from './problem.js';

/** Where a server listens. */
export interface Where {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
}

/**
 * Opens a socket and answers what comes through it.
 *
 * @param times milliseconds that differ from the usual ones
 * @throws SteelyardError SV020 when the port is in use, SV021 when it may not be had, SV022 for an address that this
 *   machine lacks
 */
export async function listen(
  answer: (request: Request) => Response | Promise<Response>,
  { host, port }: Where,
  times: Partial<typeof bounds> = {},
): Promise<HttpServer> {
  // Node's own Request and Response stay as they are for the rest of the program.
  const answering = getRequestListener(answer, {
    overrideGlobalObjects: false,
    errorHandler: (error) =>
      error instanceof RequestError ? problemResponse(400, printProblem(noAddress)) : problemOf(error),
  });
  const coming = new Set<IncomingMessage>();
  const server = createServer({ ...bounds, ...times }, (incoming, outgoing) => {
    coming.add(incoming);
    incoming.once('end', () => coming.delete(incoming));
    incoming.once('close', () => coming.delete(incoming));
    void answering(incoming, outgoing);
  });
  halfSent.set(server, coming);
  server.maxHeadersCount = 100;
  server.maxConnections = 256;
  // A connection on which nothing moves is given up, be it that nobody fetches the answer.
  server.setTimeout(60_000);
  server.on('clientError', answerInBytes);
  server.on('connect', (_, socket) => endWith(socket as Socket, noProxy));
  server.on('checkExpectation', ({ socket }) => endWith(socket, noSuchExpectation));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, { host, port })));
    server.listen(port, host, resolve);
  });
  return server;
}

/** Milliseconds and bytes that a request may take before its head and its body are here. */
const bounds = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: 16 * 1024,
  // A request without Host is answered below, in our form.
  requireHostHeader: false,
};

/** Requests whose body is not all here yet, of each server. */
const halfSent = new WeakMap<HttpServer, ReadonlySet<IncomingMessage>>();

/** Milliseconds that a body may still take to come when the server is asked to end. */
const bodyPatience = 1000;

/**
 * Stops accepting, lets what runs come to its end, and resolves when all is closed.
 *
 * @param patience milliseconds after which what still runs is cut off
 */
export async function close(server: HttpServer, patience: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection whose answer is out would be kept for a next request, which cannot come any more.
  const sweep = setInterval(() => server.closeIdleConnections(), 20);
  const cuts = [
    setTimeout(
      () => {
        for (const { socket } of halfSent.get(server) ?? []) socket.destroy();
      },
      Math.min(bodyPatience, patience),
    ),
    setTimeout(() => server.closeAllConnections(), patience),
  ];
  await closed;
  clearInterval(sweep);
  cuts.forEach(clearTimeout);
}

/**
 * Prints the address of a server as one would type it into a browser.
 *
 * @example
 * urlOf({ address: '::1', family: 'IPv6', port: 4173 }) // => 'http://[::1]:4173'
 */
export function urlOf({ address, port }: AddressInfo): string {
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
}

/** What is no HTTP request never reaches the routes: it is answered on the bare socket. */
function answerInBytes(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  endWith(socket, faults[error.code ?? ''] ?? noRequest);
}

/** Answers on the bare socket, and closes it. */
function endWith(socket: Socket, [status, complaint]: Fault): void {
  const body = printProblem(complaint);
  socket.end(
    [
      `HTTP/1.1 ${status}`,
      'content-type: application/json',
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

/** A request that speaks HTTP, but whose target and Host make no address. */
const noAddress = {
  code: 'SV010',
  found: 'the path and the Host of the request make no address',
  expected: 'a path such as /v1/health, and the Host header that names this server',
  remedy: 'ask with a program that speaks HTTP/1.1, such as curl',
} as const satisfies Complaint & { readonly code: ServerErrorCode };

type Fault = readonly [string, Complaint & { readonly code: ServerErrorCode }];

const noRequest: Fault = [
  '400 Bad Request',
  {
    code: 'SV010',
    found: 'the bytes that came are no HTTP request',
    expected: 'HTTP/1.1',
    remedy: 'ask with a program that speaks HTTP, such as curl; the address begins with http, not https',
  },
];

const noProxy: Fault = [
  '405 Method Not Allowed',
  {
    code: 'SV002',
    found: 'the server takes no CONNECT',
    expected: 'GET or POST',
    remedy: 'ask it directly: it is no proxy',
  },
];

const noSuchExpectation: Fault = [
  '417 Expectation Failed',
  {
    code: 'SV014',
    found: 'the request expects something that the server does not do',
    expected: 'no header Expect, or 100-continue',
    remedy: 'leave the header Expect out',
  },
];

const faults: Readonly<Record<string, Fault>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [
    '408 Request Timeout',
    {
      code: 'SV011',
      found: 'the request did not come to its end in time',
      expected: `the head within ${bounds.headersTimeout / 1000} s, the whole within ${bounds.requestTimeout / 1000} s`,
      remedy: 'send it again, in one go',
    },
  ],
  HPE_HEADER_OVERFLOW: [
    '431 Request Header Fields Too Large',
    {
      code: 'SV012',
      found: 'the head of the request is too large',
      expected: `at most ${bounds.maxHeaderSize} bytes before the body`,
      remedy: 'send the case in the body, and fewer headers',
    },
  ],
};

function explain(error: NodeJS.ErrnoException, { host, port }: Where): Error {
  if (error.code === 'EADDRINUSE') {
    return refusal('SV020', `port ${port} of ${host} is in use`, {
      expected: 'a port on which nothing listens yet',
      remedy: 'name another port with --port; --port 0 takes any free one',
    });
  }
  if (error.code === 'EACCES') {
    return refusal('SV021', `the server may not listen on port ${port} of ${host}`, {
      expected: 'a port that this user may open; those below 1024 are often kept for the system',
      remedy: 'name a higher port, such as --port 4173',
    });
  }
  if (['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN', 'EINVAL'].includes(error.code ?? '')) {
    return refusal('SV022', `this machine has no address "${host}"`, {
      expected: 'an address of this machine, such as 127.0.0.1, ::1, or 0.0.0.0 for all of them',
      remedy: 'leave --host out to be reached from this machine only',
    });
  }
  return error;
}

const refusal = (code: ServerErrorCode, found: string, more: { expected: string; remedy: string }) =>
  new SteelyardError({ code, found, ...more });
