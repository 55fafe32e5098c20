import { chinaSpans } from '../controls/china-history.js';
import { statusSpans } from '../controls/index.js';
import { placeId } from '../controls/request/check.js';
import { openDocument, survivalFigure, survivalRows } from '../report/index.js';
import { exitCodes } from './complain.js';
import { widthOf } from './io.js';
import { timelineRows } from './pipeline/dossier-timeline.js';
import { writeFigure } from './pipeline/figure-file.js';
import { daysOf, isByAct, listActs } from './timeline/acts.js';
import { documentOfChip, documentOfOverview } from './timeline/document.js';
import { atWord, findChip, type History, loadHistory, type NamedChip } from './timeline/load.js';
import { type Overview, printOverview } from './timeline/print.js';
import { type ChipView, printChip } from './timeline/print-chip.js';
import { UsageError } from './usage.js';
import type { Context } from './verb.js';

/** What a person wants to see of the acts. */
export interface TimelineOptions {
  readonly json?: boolean;
  readonly to: string;
  readonly fromDay?: string;
  readonly until?: string;
  readonly svg?: string;
}

/** Shows the acts of both governments and what each did, or what the rules said of one chip over time. */
export async function showTimeline(
  word: string | undefined,
  options: TimelineOptions,
  context: Context,
): Promise<number> {
  const history = await loadHistory(context);
  const { book } = history.classifier;
  const until = options.until ?? book.rules.looked_through;
  checkOrder(options.fromDay, until);
  const destination = atWord(options.to, context, () => placeId(book.places, options.to, 'destination'));
  const place = book.places.nameOf(destination);
  const chip = word === undefined ? undefined : findChip(word, history, context);
  if (options.svg !== undefined) drawSurvival(options.svg, until, history, context);
  const { stdout } = context.io;
  const look = { width: widthOf(stdout), paint: context.paint };
  const asked = { to: destination, from_day: options.fromDay ?? null, until };
  const print = (document: unknown, text: () => string) =>
    stdout.write(options.json ? `${JSON.stringify(document, null, 1)}\n` : text());
  if (chip) {
    const view = chipView(chip, destination, place, until, options.fromDay, history);
    print(documentOfChip(view, asked, history), () => printChip(view, look));
  } else {
    const view = overview(destination, place, until, options.fromDay, history);
    print(documentOfOverview(view, asked, history), () => printOverview(view, look));
  }
  return exitCodes.done;
}

function checkOrder(from: string | undefined, until: string): void {
  if (from === undefined || from <= until) return;
  throw new UsageError(
    {
      code: 'CL005',
      found: `--from-day ${from} lies after ${until}`,
      expected: 'a first day that is not after the last',
      remedy: 'swap them, or give --until a later day',
    },
    from,
  );
}

function overview(
  destination: string,
  place: string,
  until: string,
  from: string | undefined,
  { classifier, facts }: History,
): Overview {
  return {
    ...listActs(classifier, facts, destination, [from, until]),
    place,
    from,
    until,
    lookedThrough: classifier.book.rules.looked_through,
    survival: survivalRows(classifier, until),
  };
}

const behindGate = new Set(['CN', 'HK', 'MO']);

function chipView(
  chip: NamedChip,
  destination: string,
  place: string,
  until: string,
  from: string | undefined,
  { classifier, facts }: History,
): ChipView {
  const request = { chip: chip.id, destination, date: until };
  const { special, classification, requirement, review } = classifier.book.rules;
  const starts = new Map(
    [...special, ...classification, ...requirement, ...review].map((one) => [one.id, one.from]),
  );
  const spans = statusSpans(classifier, request, from)
    .filter((span) => span.from <= until)
    .map((span) => {
      const fresh = span.clauses.filter(({ id }) => starts.get(id) === span.from).map(({ cite }) => cite);
      return { ...span, acts: actsOn(span.from, fresh.join('\n'), facts) };
    });
  const gate = behindGate.has(destination) && !chip.chinese;
  const china = gate ? chinaSpans(classifier, request, spans[0]?.from ?? until) : null;
  return {
    chip,
    place,
    until,
    lookedThrough: classifier.book.rules.looked_through,
    spans,
    china: china && upTo(china, until),
    deliveries: timelineRows(facts)
      .filter(
        ({ chips, title, date }) => chips.includes(chip.id) && date <= until && /deliver|ship/i.test(title),
      )
      .map(({ date, title, source }) => ({ day: date, title, source: source.title })),
  };
}

/** US acts that took effect on a day and are those that the clauses which began then cite, if they cite any. */
function actsOn(day: string, cites: string, facts: History['facts']) {
  return [...facts.measures.us.values()]
    .filter((act) => act.effective !== undefined && act.kind !== 'tariff' && daysOf(act).includes(day))
    .filter((act) => isByAct(act, day, cites, facts))
    .map(({ id, title, citation }) => ({ id, title, citation }));
}

const upTo = (china: NonNullable<ChipView['china']>, until: string) =>
  Object.fromEntries(
    Object.entries(china).map(([buyer, spans]) => [buyer, spans.filter(({ from }) => from <= until)]),
  );

/** Writes the drawing of how long each export variant stayed outside the rules. */
function drawSurvival(word: string, until: string, { classifier, facts }: History, { io }: Context): void {
  checkSvg('--svg', word);
  const figure = survivalFigure(classifier, until, openDocument(), [...facts.measures.us.values()]);
  writeFigure(figure, word, io.cwd);
}

/** Refuses a file that a drawing cannot be written to. */
export function checkSvg(flag: string, word: string): void {
  if (/\.svg$/i.test(word)) return;
  throw new UsageError(
    {
      code: 'CL005',
      found: `${flag} cannot be "${word}"`,
      expected: 'a file that ends in .svg: drawings are written as SVG only',
      remedy: `name a file such as ${flag} drawing.svg`,
    },
    word,
  );
}
