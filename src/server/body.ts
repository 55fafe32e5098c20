import { HttpError } from './problem.js';

/**
 * Reads the body of a request as text.
 *
 * @param limit the most bytes that are taken; the rest is never kept
 * @throws HttpError SV003 for what is not sent as JSON, SV004 for bytes that are not UTF-8, SV005 for too many of them
 */
export async function readBody(request: Request, limit: number): Promise<string> {
  checkHead(request.headers, limit);
  const bytes = await readBytes(request, limit);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new HttpError(400, {
      code: 'SV004',
      found: 'not JSON: the bytes of the body are not UTF-8',
      expected: 'JSON in UTF-8',
      remedy: 'send the text in UTF-8',
    });
  }
}

/** Judges by the head alone where it can, before a byte of the body is taken. */
function checkHead(headers: Headers, limit: number): void {
  const type = headers.get('content-type');
  const coding = headers.get('content-encoding') ?? 'identity';
  if (coding !== 'identity') throw notJson(`the body is compressed as "${shorten(coding)}"`);
  if (type === null) throw notJson('the request does not say what its body is');
  if (!isJson(type)) throw notJson(`the body is sent as "${shorten(type)}"`);
  if (Number(headers.get('content-length') ?? 0) > limit) throw tooLarge(limit);
}

/** JSON, in UTF-8 if it names a charset at all. */
const isJson = (type: string) =>
  /^application\/json\s*(;\s*charset\s*=\s*"?utf-?8"?\s*)?$/i.test(type.trim());

async function readBytes(request: Request, limit: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  const read = async () => {
    try {
      return await reader?.read();
    } catch {
      throw hungUp();
    }
  };
  for (let part = await read(); part?.value !== undefined; part = await read()) {
    size += part.value.length;
    if (size > limit) {
      // What still comes is for the connection to deal with; nobody waits for it here.
      reader?.cancel().catch(() => {});
      throw tooLarge(limit);
    }
    parts.push(part.value);
  }
  return Buffer.concat(parts);
}

/** The asker is gone, so that nobody reads this; but it is no mistake of ours. */
const hungUp = () =>
  new HttpError(408, {
    code: 'SV011',
    found: 'the connection ended before the request did',
    expected: 'the whole body',
    remedy: 'send it again, in one go',
  });

function notJson(found: string): HttpError {
  return new HttpError(
    415,
    {
      code: 'SV003',
      found,
      expected: 'content-type: application/json, in UTF-8 and not compressed',
      remedy: "send JSON, and say so: curl -H 'content-type: application/json'",
    },
    { accept: 'application/json', 'accept-encoding': 'identity' },
  );
}

function tooLarge(limit: number): HttpError {
  return new HttpError(413, {
    code: 'SV005',
    found: `the body is larger than ${limit} bytes`,
    expected: `a body of at most ${limit} bytes`,
    remedy: 'part the cases over several requests, or run `steelyard classify --batch FILE` on them',
  });
}

const shorten = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}...` : text);
