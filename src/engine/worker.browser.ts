import type { Chunk, EnsembleJob } from './ensemble.js';
import { type Reply, replier, transferOf } from './reply.js';

/** What a pool sends to its workers: the job once, and then one chunk after the other. */
export type Message = { readonly job: EnsembleJob } | { readonly chunk: Chunk };

let reply: ((chunk: Chunk) => Reply) | undefined;

addEventListener('message', ({ data }: MessageEvent<Message>) => {
  if ('job' in data) {
    reply = replier(data.job);
    return;
  }
  const value = reply!(data.chunk);
  postMessage(value, { transfer: transferOf(value) });
});
