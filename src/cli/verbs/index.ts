import type { Verb } from '../verb.js';
import { schemaVerb } from './schema.js';

/** All verbs, in the order in which help lists them. */
export const verbs: readonly Verb[] = [schemaVerb];
