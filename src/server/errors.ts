/** What each code of the server means, with the HTTP status that carries it; docs/errors.md is printed from here. */
export const serverErrors = {
  SV001: 'HTTP 404: there is nothing at this address',
  SV002: 'HTTP 405: the address does not take this method',
  SV003: 'HTTP 415: the body is not sent as JSON in UTF-8 without compression',
  SV004: 'HTTP 400: the body is not JSON',
  SV005: 'HTTP 413: the body is larger than the server takes',
  SV006: 'HTTP 413: the body holds more cases than the server takes',
  SV007: 'HTTP 422: the body is JSON, but neither a case nor a list of cases',
  SV008: 'HTTP 422: a text in the body is too long, or its lists lie too deep',
  SV009: 'HTTP 422: none of the cases can be answered',
  SV010: 'HTTP 400: what came is no HTTP request, or one without an address',
  SV011: 'HTTP 408: the request did not come to its end in time',
  SV012: 'HTTP 431: the head of the request is too large',
  SV013: 'HTTP 413: the cases of the body take more work than one request may ask for',
  SV014: 'HTTP 417: the request expects something that the server does not do',
  SV020: 'the port is in use',
  SV021: 'the server may not listen at this address',
  SV022: 'this machine has no such address',
  SV999: 'HTTP 500: a mistake of ours',
} as const;

/** A code of this folder. */
export type ServerErrorCode = keyof typeof serverErrors;
