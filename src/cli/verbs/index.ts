import type { Verb } from '../verb.js';
import { checkVerb } from './check.js';
import { evidenceVerb } from './evidence.js';
import { schemaVerb } from './schema.js';
import { simulateVerb } from './simulate.js';
import { weighVerb } from './weigh.js';

/** All verbs, in the order in which help lists them. */
export const verbs: readonly Verb[] = [weighVerb, evidenceVerb, simulateVerb, checkVerb, schemaVerb];
