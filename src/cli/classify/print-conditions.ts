import { wrapText } from '../../base/text.js';
import type { Answer, Certification, ExceptionLine } from '../../controls/light.js';
import { paragraph, plain, point, type Shown } from './layout.js';

/** Prints what the lane has to be shown, by clause: state, what is required, and where a Chinese rule may stand against it. */
export function printChecklist({ checklist }: Answer, shown: Shown): string[] {
  if (checklist.length === 0) return [];
  const count = (state: string) => checklist.filter((one) => one.state === state).length;
  const total = `${checklist.length} certifications: ${count('met')} met, ${count('unmet')} not met, ${count('not_told')} not told. All have to be met for a review case by case.`;
  const states = { met: 'met', unmet: 'NOT MET', not_told: 'not told' } as const;
  const paintOf = { met: shown.paint.green, unmet: shown.paint.red, not_told: shown.paint.yellow } as const;
  return [
    ...paragraph(total, shown),
    ...checklist.flatMap((one) => [
      ...stated(states[one.state], sentence(one.requires), paintOf[one.state], shown),
      ...below(citeOf(one), shown).map(shown.paint.dim),
      ...(one.means ? under(one.means, shown) : []),
      ...(one.conflicts
        ? under(
            `May conflict: ${one.conflicts}${/no verdict/.test(one.conflicts) ? '' : ' No verdict.'}`,
            shown,
          )
        : []),
    ]),
  ];
}

const citeOf = ({ id, cite, level }: Certification) => `${cite} [${level}], as ${id}`;
const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** Prints the exceptions: those that serve with their conditions, the others in a line each. */
export function printExceptions({ exceptions }: Answer, shown: Shown): string[] {
  const serving = exceptions.filter(({ available }) => available !== false);
  const others = exceptions.filter(({ available }) => available === false);
  return [...serving.flatMap((one) => printServing(one, shown)), ...printOthers(others, shown)];
}

function printServing(
  { id, title, available, why, conditions, cite, level }: ExceptionLine,
  shown: Shown,
): string[] {
  const { paint } = shown;
  const state = available === true ? 'in scope' : 'cannot tell';
  const states = { met: 'met', unmet: 'not met', not_told: 'not told' } as const;
  return [
    ...stated(state, `${id}, ${title}: ${why}.`, available === true ? paint.green : paint.yellow, shown),
    ...below(`${cite} [${level}]`, shown).map(paint.dim),
    ...conditions.flatMap((one) => under(`${states[one.state]}: ${one.what} (${one.cite})`, shown)),
  ];
}

function printOthers(others: readonly ExceptionLine[], shown: Shown): string[] {
  const { paint, width, trace } = shown;
  return others.flatMap(({ id, why, cite }) => {
    const text = `${id} (${cite}): ${why}`;
    const room = width - 2 - stateWidth;
    // One line each, so that what does not serve takes little room; --trace has the whole.
    const short =
      trace || text.length <= room ? text : `${text.slice(0, room - 4).replace(/[\s,;(]+\S*$/, '')} ...`;
    return stated('no', short, String, shown).map(paint.dim);
  });
}

/** Prints what stands at China's gate: the instruments for the buyer that was told, or the state for each kind of buyer. */
export function printGate({ china_gate: gate }: Answer, shown: Shown): string[] {
  const { paint } = shown;
  if (gate.state === 'not_applicable') return paragraph(gate.note, shown).map(paint.dim);
  const states = new Set(Object.values(gate.byBuyer));
  const perBuyer =
    gate.buyer === null && states.size === 1
      ? paragraph(`For every kind of buyer: ${plain(gate.state)}.`, shown)
      : gate.buyer === null
        ? Object.entries(gate.byBuyer).map(([buyer, state]) => `  ${buyer.padEnd(25)}${plain(state)}`)
        : [];
  const inFull = gate.buyer !== null || shown.trace;
  const kinds = [...new Set(gate.instruments.map(({ instrument }) => plain(instrument)))];
  const instruments = inFull
    ? gate.instruments.flatMap(({ since, state, instrument, says, confidence, force }) =>
        stated(
          plain(state),
          `${plain(instrument)} since ${since}: ${says} ${paint.dim(`(${plain(force)}, ${confidence})`)}`,
          String,
          shown,
          gateWidth,
        ),
      )
    : kinds.length === 0
      ? []
      : paragraph(`By ${kinds.join(', ')}. Name the buyer with --buyer to see them one by one.`, shown);
  return [...perBuyer, ...instruments, ...paragraph(gate.note, shown).map(paint.dim)];
}

const stateWidth = 13;
/** The longest state of China's gate, `favours domestic`, with a blank. */
const gateWidth = 17;

function stated(
  state: string,
  text: string,
  style: (text: string) => string,
  { width }: Shown,
  room = stateWidth,
): string[] {
  const margin = ' '.repeat(room);
  return wrapText(text, width - 2 - room).map(
    (line, i) => `  ${i === 0 ? style(state.padEnd(room)) : margin}${line}`,
  );
}

const below = (text: string, shown: Shown): string[] => paragraph(text, shown, stateWidth + 2);

const under = (text: string, shown: Shown): string[] =>
  point(text, { ...shown, width: shown.width - stateWidth }).map(
    (line) => `${' '.repeat(stateWidth)}${line}`,
  );
