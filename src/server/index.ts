export { serverErrors } from './errors.js';
export type { WorkQuestion } from './estimate-ask.js';
export { defaultLimits, isLoopback, type ServeOptions, type Server, serve } from './server.js';
export type { Desk, Limits } from './types.js';
