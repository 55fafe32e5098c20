import { describe, expect, test } from 'vitest';
import { type Model, parseModel, printExpr, printModel } from '../../../src/sd/index.js';
import { withoutPlaces } from '../../../src/sd/write/json.js';
import { read } from '../run.js';
import { readableModels, runAll } from './models.js';

const models = await readableModels();

describe('a model that is written and read again is the same model, and runs the same', () => {
  test.each(models)('$name', ({ name, model, external }) => {
    const text = printModel(model);
    const again = parseModel(text, name, { external });
    expect(withoutPlaces(written(again))).toEqual(withoutPlaces(written(model)));
    expect(printModel(again)).toBe(text);
    expect(runAll(again)).toEqual(runAll(model));
  });
});

// Macros are written out, and what a run leaves out is not written.
const written = ({ notices: _, ...model }: Model) => ({
  ...model,
  variables: model.variables.map(({ macro: _, ...variable }) => variable),
});

const equations: readonly (readonly [text: string, printed: string])[] = [
  ['((1+2))*3', '(1+2)*3'],
  ['1-(2-3)', '1-(2-3)'],
  ['(1-2)-3', '1-2-3'],
  ['(-2)^2', '(-2)^2'],
  ['-(2^2)', '-2^2'],
  ['(4^3)^2', '(4^3)^2'],
  ['4^(3^2)', '4^3^2'],
  ['2^(-1)', '2^-1'],
  [':NOT: (1=2)', ':NOT: 1 = 2'],
  ['(:NOT: 1)=2', '(:NOT: 1) = 2'],
  ['(1=2)=3', '1 = 2 = 3'],
  ['(1 :OR: 2) :AND: 3', '(1 :OR: 2) :AND: 3'],
  ['1/(2*3)', '1/(2*3)'],
];

test.each(equations)('%s is written with no more brackets than it needs', (text, printed) => {
  const { right } = read(`x= ${text} ~~|`).variables[0]!.equations[0]!;
  expect(right.kind === 'value' && printExpr(right.expr)).toBe(printed);
});

test('names that hold odd characters are put in quotes, and marks of the format are kept out of comments', () => {
  const model = read('"a-b"= 1 ~~|\nx= "a-b"*2 ~~ one |');
  const foreign = {
    ...model,
    variables: model.variables.map((v) => ({
      ...v,
      name: v.name.replaceAll('"', ''),
      equations: v.equations.map((e) => ({
        ...e,
        comment: 'a ~ b | c',
        right: JSON.parse(JSON.stringify(e.right).replaceAll('\\"', '')),
      })),
    })),
  };
  const again = parseModel(printModel(foreign), 'm.mdl');
  expect(runAll(again)).toEqual(runAll(model));
  expect(again.variables[0]!.comment).toBe('a - b / c');
});

test('ranges keep their groups', () => {
  const text = '***\n\t.one\n***~\n\t|\nR: a, b ~~|\n***\n\t.two\n***~\n\t|\nx[R]= 1,2 ~~|\n';
  const model = parseModel(text, 'm.mdl');
  expect(parseModel(printModel(model), 'm.mdl').dimensions[0]!.group).toBe('one');
});
