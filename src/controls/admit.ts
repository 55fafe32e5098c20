import { sectors } from '../facts/light.js';
import {
  type ChinaState,
  type Passes,
  passesOfChina,
  passesOfUs,
  type UsState,
  usStateOf,
} from './admit-states.js';
import { chinaGate } from './china.js';
import type { Classifier } from './classify.js';
import { situationOf } from './request/situation.js';
import type { Answer, ChinaGate, ChinaInstrument, Request } from './types.js';

/** Which gate decides: the stricter one, both where they are equally strict, neither where both are open. */
export type Binds = 'us' | 'china' | 'both' | 'neither' | 'cannot_tell';

/** Whether an item passes both gates into China on one day, for each kind of buyer that is asked about. */
export interface Admission {
  readonly id: string;
  readonly chip: string;
  readonly date: string;
  /** Of all rows; `depends_on_buyer` where they differ. */
  readonly passes: Passes | 'depends_on_buyer';
  readonly binds: Binds | 'depends_on_buyer';
  readonly us: UsGate;
  /** One row for the buyer that was told, or one for each kind of buyer. */
  readonly rows: readonly AdmissionRow[];
  /** The whole answer of the rules, on which this rests; its Chinese gate is that of the request as it was asked. */
  readonly answer: Answer;
}

/** What the US rules say, as a gate. */
export interface UsGate {
  readonly state: UsState;
  /** The states that it may be, where that is not known. */
  readonly may_be: readonly UsState[];
  readonly why: string;
  readonly clauses: readonly { readonly rule: string; readonly clause: string; readonly cite: string }[];
}

/** Both gates for one kind of buyer. */
export interface AdmissionRow {
  readonly buyer: string;
  readonly passes: Passes;
  readonly binds: Binds;
  readonly china: ChinaState;
  /** What stands at China's gate for this buyer, the strictest first. */
  readonly instruments: readonly ChinaInstrument[];
  readonly confidence: string;
  readonly why: string;
}

/**
 * Tells whether an item passes the US gate and China's gate on the same day, and which of them decides.
 *
 * Where the buyer was not told there is one row for each kind of buyer. China's gate is mostly reported practice.
 *
 * @throws SteelyardError CO010 to CO018, as `classify`
 *
 * @example
 * const request = { chip: 'h200', destination: 'China', buyer: 'state_funded_dc', date: '2026-09-15' }
 * const { passes, binds } = admit(makeClassifier(facts), request)
 * passes + ', ' + binds // => 'shut, china'
 */
export function admit(classifier: Classifier, request: Request): Admission {
  const answer = classifier.classify(request);
  const us = usGateOf(answer);
  const { buyer } = answer.china_gate;
  const buyers = buyer === null ? sectors : [buyer];
  const rows = buyers.map((name) =>
    rowOf(us, name, name === buyer ? answer.china_gate : gateFor(classifier, { ...request, buyer: name })),
  );
  const shared = <T>(values: readonly T[]) => (new Set(values).size === 1 ? values[0]! : 'depends_on_buyer');
  return {
    id: answer.id,
    chip: answer.chip,
    date: answer.date,
    passes: shared(rows.map(({ passes }) => passes)),
    binds: shared(rows.map(({ binds }) => binds)),
    us,
    rows,
    answer,
  };
}

function usGateOf(answer: Answer): UsGate {
  const { state, mayBe, why } = usStateOf(answer);
  const clauses = answer.trace
    .filter(({ holds, layer }) => holds === true && layer !== 'exception')
    .map(({ rule, clause, cite }) => ({ rule, clause, cite }));
  return { state, may_be: mayBe, why, clauses };
}

/** China's gate alone: the US rules do not ask what kind of buyer it is. */
function gateFor({ book, facts }: Classifier, request: Request): ChinaGate {
  const { date, state } = situationOf(request, facts, book);
  return chinaGate(book, facts.cn!, date, state);
}

function rowOf(us: UsGate, buyer: string, gate: ChinaGate): AdmissionRow {
  const china = gate.state as ChinaState;
  const [ofUs, ofChina] = [us.may_be.map(passesOfUs), passesOfChina(china)];
  // Every pair that the two gates may come to; where all pairs agree, what is not known does not matter.
  const pairs = ofUs.flatMap((left) => ofChina.map((right) => [left, right] as const));
  const agreed = <T>(values: readonly T[], otherwise: T) =>
    new Set(values).size === 1 ? values[0]! : otherwise;
  const passes = agreed<Passes>(
    pairs.map(([left, right]) => stricter(left, right)),
    'cannot_tell',
  );
  const binds = agreed<Binds>(
    pairs.map(([left, right]) => bindingOf(left, right)),
    surely(passes, ofUs, ofChina),
  );
  const instruments = [...gate.instruments].sort((a, b) => strictness(b.state) - strictness(a.state));
  return {
    buyer,
    passes,
    binds,
    china,
    instruments,
    confidence: gate.confidence,
    why: whyOf(us, china, instruments, passes),
  };
}

const order: readonly Passes[] = ['open', 'by_decision', 'shut'];
const stricter = (a: Passes, b: Passes): Passes => (order.indexOf(a) >= order.indexOf(b) ? a : b);

function bindingOf(us: Passes, china: Passes): Binds {
  if (us === china) return us === 'open' ? 'neither' : 'both';
  return stricter(us, china) === us ? 'us' : 'china';
}

/** Where one gate is shut for sure and the other may be, the one that is sure is named. */
function surely(passes: Passes, us: readonly Passes[], china: readonly Passes[]): Binds {
  if (passes !== 'shut') return 'cannot_tell';
  if (china.every((one) => one === 'shut')) return 'china';
  return us.every((one) => one === 'shut') ? 'us' : 'cannot_tell';
}

const strictness = (state: string): number => order.indexOf(passesOfChina(state as ChinaState).at(-1)!);

function whyOf(
  us: UsGate,
  china: ChinaState,
  instruments: readonly ChinaInstrument[],
  passes: Passes,
): string {
  const first = instruments[0];
  const chinese =
    china === 'not_applicable'
      ? "China's gate does not apply"
      : first === undefined
        ? `China: ${china.replaceAll('_', ' ')}, no act on record`
        : `China: ${china.replaceAll('_', ' ')} by ${first.instrument.replaceAll('_', ' ')} since ${first.since}`;
  const open = passes === 'cannot_tell' ? '; it cannot be told until the US side can' : '';
  return `US: ${us.why}; ${chinese}${us.state === 'cannot_tell' ? open : ''}`;
}
