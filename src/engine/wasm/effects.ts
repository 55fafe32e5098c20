import type { Clock } from '../../sd/clock.js';
import { columnsOf } from './columns.js';
import { type DelaySize, type DelayWork, delayWork } from './delay.js';
import { functions } from './functions.js';
import type { Node } from './graph.js';
import type { Item } from './item.js';
import type { Places } from './places.js';
import { postWork } from './post.js';
import { recallWork } from './recall.js';
import type { Effects, Overwrite } from './sections.js';
import type { Simulation, State } from './simulation.js';
import type { Tally } from './tallies.js';

/** Plans what a kernel does beside working values out: what it records, what it keeps, and what its delays hand on. */
export function effectsOf(simulation: Simulation, clock: Clock, places: Places, vectors: number): Effects {
  const { tallies, results } = simulation.tallies;
  const columns = (held: (state: State) => Node): Overwrite[] =>
    columnsOf(simulation.states.map(held), simulation.graph, (number) => places.state(number));
  const tallyItems = (held: (tally: Tally) => Node) =>
    tallies.map((tally, number): Item => {
      const node = held(tally);
      return {
        uses: [node],
        store: { node, place: places.tally(number), over: simulation.graph.tally(number) },
      };
    });
  const delays = delaysOf(simulation, clock, places, vectors);
  return {
    start: [
      ...columns(({ initial }) => initial).map(({ item }) => item),
      ...delays.map(({ start }) => start),
      ...tallyItems(({ initial }) => initial),
    ],
    save: [
      ...simulation.series.map(
        (node, s): Item => ({
          uses: [node],
          write: (writer, code, { outAt }) =>
            writer.storeDoubles(node, places.hostRow * s, () => code.get(outAt)),
        }),
      ),
      ...tallyItems(({ next }) => next),
    ],
    finish: results.map(
      (node, m): Item => ({
        uses: [node],
        write: (writer) => writer.storeDoubles(node, places.metrics + places.hostRow * m),
      }),
    ),
    move: {
      first: delays.map(({ takeIn }) => takeIn),
      states: columns(({ next }) => next).filter(({ item, over }) => item.uses[0] !== over),
      last: delays.map(({ giveOut }) => giveOut),
    },
  };
}

function delaysOf(simulation: Simulation, clock: Clock, places: Places, vectors: number): DelayWork[] {
  const sizeOf = (number: number): DelaySize => ({
    layout: places.layout,
    vectors,
    lanes: places.format.lanes * vectors,
    steps: clock.steps,
    state: places.state(number),
  });
  const stateOf = ({ state }: { readonly state: number }) => simulation.states[state]!;
  const posting = { begin: functions.beginPost, hand: functions.handOn };
  const posts = simulation.posts.map((line) => postWork(line, stateOf(line), sizeOf(line.state), posting));
  const delays = simulation.delays.map((line) =>
    delayWork(line, stateOf(line), {
      ...sizeOf(line.state),
      // A run ends with its last save.
      steps: clock.saveSteps.at(-1)!,
      past: functions.past,
      stepsPlace: () => places.memory.slot(line.steps)!,
    }),
  );
  const recalls = simulation.recalls.map((line) =>
    recallWork(line, stateOf(line), sizeOf(line.state), functions.recall),
  );
  return [...delays, ...posts, ...recalls];
}
