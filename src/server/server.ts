import type { AddressInfo } from 'node:net';
import { makeApp } from './app.js';
import { close, listen, urlOf } from './listen.js';
import { withLog } from './log.js';
import type { Desk, Limits } from './types.js';

/** How a server is to be run; whatever is left out has its default. */
export interface ServeOptions extends Partial<Limits> {
  readonly desk: Desk;
  /** Default: 127.0.0.1, which nobody but this machine reaches. */
  readonly host?: string;
  /** Default: 4173; 0 takes a free one. */
  readonly port?: number;
  /** Is told a line of each answer; the clock counts seconds. Default: nothing is told. */
  readonly log?: { readonly write: (line: string) => void; readonly now: () => number };
}

/** A server that listens. */
export interface Server {
  readonly url: string;
  readonly address: AddressInfo;
  /** Stops accepting, lets what runs come to its end, and resolves when all is closed. */
  close(): Promise<void>;
}

/** What a request may ask, unless told otherwise. */
export const defaultLimits: Limits = { bodyLimit: 1024 * 1024, mostCases: 10_000, mostWork: 60 };

/** Milliseconds that an answer may still take when the server is asked to end. */
const patience = 10_000;

/**
 * Starts the HTTP interface and resolves when it listens.
 *
 * @throws SteelyardError SV020 to SV022 when it cannot listen there
 */
export async function serve(options: ServeOptions): Promise<Server> {
  const { desk, host = '127.0.0.1', port = 4173, log } = options;
  const { bodyLimit, mostCases, mostWork } = { ...defaultLimits, ...options };
  const app = makeApp(desk, { bodyLimit, mostCases, mostWork });
  const answer = (request: Request) => app.fetch(request);
  const server = await listen(log ? withLog(answer, log) : answer, { host, port });
  const address = server.address() as AddressInfo;
  return { url: urlOf(address), address, close: () => close(server, patience) };
}

/**
 * Tells whether an address is reached from this machine only.
 *
 * @example
 * isLoopback({ address: '127.0.0.1' }) // => true
 * isLoopback({ address: '0.0.0.0' }) // => false
 */
export function isLoopback({ address }: Pick<AddressInfo, 'address'>): boolean {
  return address.startsWith('127.') || address === '::1';
}
