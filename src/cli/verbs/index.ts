import type { Verb } from '../verb.js';
import { admitVerb } from './admit.js';
import { checkVerb } from './check.js';
import { classifyVerb } from './classify.js';
import { compareVerb } from './compare.js';
import { convertVerb } from './convert.js';
import { describeVerb } from './describe.js';
import { diffVerb } from './diff.js';
import { estimateVerb } from './estimate.js';
import { evidenceVerb } from './evidence.js';
import { figureVerb } from './figure.js';
import { schemaVerb } from './schema.js';
import { serveVerb } from './serve.js';
import { simulateVerb } from './simulate.js';
import { timelineVerb } from './timeline.js';
import { weighVerb } from './weigh.js';

/** All verbs, in the order in which help lists them. */
export const verbs: readonly Verb[] = [
  weighVerb,
  classifyVerb,
  admitVerb,
  timelineVerb,
  diffVerb,
  estimateVerb,
  figureVerb,
  evidenceVerb,
  simulateVerb,
  checkVerb,
  describeVerb,
  compareVerb,
  convertVerb,
  serveVerb,
  schemaVerb,
];
