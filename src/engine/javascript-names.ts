import { dataNames } from './javascript-prelude-data.js';
import { vectorNames } from './javascript-prelude-vectors.js';

const reserved = new Set(
  'await break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield v d t dt out inputs look step pulse pulseTrain ramp xidz zidz log quantum startRing turnRing startPost postMaterial postInformation turnPost slack whole n gammaLn lanczos lookForward lookBackward lookOn lookInvert lookArea lookSlope areaTo ra rb rc rd bits uniform seedDraw within normalDraw gammaDraw poissonDraw binomialDraw trialsDraw triangleDraw random01 randomUniform randomNormal randomExponential randomGamma randomBeta randomWeibull randomTriangular randomPoisson randomBinomial randomNegativeBinomial rings ringSteps ringAt histories delayTimes firstValues posts arrival saveSteps inputPlaces seriesPlaces from sum stepTimes stepSizes Math Infinity arguments eval undefined NaN'
    .split(' ')
    .concat(dataNames, vectorNames),
);

/** Gives each key one readable identifier, none of those that a language or a program has taken; by default JavaScript. */
export class Namer {
  private readonly taken: Set<string>;
  private readonly byKey = new Map<string, string>();

  constructor(keep: Iterable<string> = reserved) {
    this.taken = new Set(keep);
  }

  /**
   * Gives the identifier of a key; `wanted` is the text that it is made from.
   *
   * @example
   * new Namer().name('x', 'Wafer yield (%)') // => 'wafer_yield'
   */
  name(key: string, wanted: string): string {
    const known = this.byKey.get(key);
    if (known) return known;
    const words = wanted.replace(/[^\p{L}\p{N}]+/gu, '_').replace(/^_+|_+$/g, '');
    const stem = (/^\p{L}/u.test(words) ? words : `n_${words}`).replace(/^\p{Lu}(?=\p{Ll})/u, (c) =>
      c.toLowerCase(),
    );
    let name = stem;
    for (let i = 2; this.taken.has(name); i++) name = `${stem}_${i}`;
    this.taken.add(name);
    this.byKey.set(key, name);
    return name;
  }
}
