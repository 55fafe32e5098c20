type Answer = (request: Request) => Response | Promise<Response>;

/**
 * Tells a line of each answer when its head is made: method, path, status, milliseconds.
 *
 * The query, the body and the asker's address are not told.
 *
 * @param log where the line goes, and a clock that counts seconds
 */
export function withLog(
  answer: Answer,
  log: { readonly write: (line: string) => void; readonly now: () => number },
): Answer {
  return async (request) => {
    const started = log.now();
    const response = await answer(request);
    const spent = Math.round((log.now() - started) * 1000);
    const { pathname } = new URL(request.url);
    log.write(`${request.method} ${pathname} ${response.status} ${spent} ms\n`);
    return response;
  };
}
