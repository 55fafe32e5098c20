import { parseHTML } from 'linkedom';

/** Opens an empty document to draw in, without a browser. */
export function openDocument(): Document {
  return parseHTML('<!doctype html><html><body></body></html>').document;
}
