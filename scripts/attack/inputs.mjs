import { bombs } from './bombs.mjs';
import { choicesOf } from './choices.mjs';
import { mutate } from './mutations.mjs';

/** Cells of a file that the model below takes values from. */
const cells = 'year,price,"cost, all"\n2020,5,1\n2021,6.5,2\n2022,,3\n2023,8,4\n';
const asking = `R: GET DIRECT SUBSCRIPT('data.csv', ',', 'A2', 'A5', 'y') ~~|
k= GET DIRECT CONSTANTS('data.csv', ',', 'B2') ~~|
p:INTERPOLATE::= GET DIRECT DATA('data.csv', ',', 'A', 'B2') ~~|
f= GET DIRECT LOOKUPS('data.csv', ',', 'A', 'C2') ~~|
x= INTEG(p-k+f(Time), k) ~~|
INITIAL TIME= 2020 ~~| FINAL TIME= 2023 ~~| TIME STEP= 0.5 ~~| SAVEPER= 1 ~~|
`;
const table = 'Time\tp\t"q r"\tm[a]\tm[b]\n0\t5\t\t1\t2\n1\t6\t3\t1.5\t2\n2\t7\t4\t2\t-1e3\n';
const awaiting = `R: a, b ~~|
p ~~| q r:RAW: ~~| m[R]:HOLD BACKWARD: ~~|
x= INTEG(p+SUM(m[R!])+GET DATA MEAN(p, 0, 2), q r) ~~|
INITIAL TIME= 0 ~~| FINAL TIME= 2 ~~| TIME STEP= 0.5 ~~| SAVEPER= 1 ~~|
`;

/** A text of this many letters takes this much longer to try; large ones are tried less often. */
const ordinary = 6000;

/** Makes the input of a number: the same for the same seed, number and seed files. */
export function makeInput(seed, number, { models, studies }) {
  const choose = choicesOf(seed, number);
  const kind = choose.share();
  if (kind < 0.05) {
    const bomb = choose.one(bombs);
    return { kind: 'model', from: bomb.name, ...bomb(choose) };
  }
  if (kind < 0.11) {
    const { file, text } = choose.one(studies);
    return { kind: 'study', from: file, name: file, text: mutate(text, choose, [text]) };
  }
  if (kind < 0.16)
    return {
      kind: 'outside',
      from: 'a file of values',
      name: 'asking.mdl',
      text: asking,
      cells: mutate(cells, choose, [table]),
    };
  if (kind < 0.2)
    return {
      kind: 'table',
      from: 'a table of --data',
      name: 'awaiting.mdl',
      text: awaiting,
      cells: mutate(table, choose, [cells]),
    };
  const { file, path, text } = pick(models, choose);
  const others = [pick(models, choose).text, text];
  return { kind: 'model', from: file, name: file, path, text: mutate(text, choose, others) };
}

function pick(seeds, choose) {
  for (;;) {
    const seed = choose.one(seeds);
    if (choose.share() < (ordinary / seed.text.length) ** 1.5) return seed;
  }
}
