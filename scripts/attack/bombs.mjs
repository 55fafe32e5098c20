/** Inputs written to break a reader: each takes a source of choices and gives the name and the text of a model. */
export const bombs = [
  hugeRange,
  manyRanges,
  endlessClock,
  selfMacro,
  macroTree,
  circle,
  entities,
  deepXml,
  hugeDimension,
  manyElements,
  sumOfProducts,
  longSum,
  deepBrackets,
  wideLookup,
  longDelays,
  mapOfMaps,
  subrangeTower,
  longNames,
  sameNames,
  marksOnly,
];

const control = (final = '4', step = '1', save = step) =>
  `INITIAL TIME= 0 ~~|\nFINAL TIME= ${final} ~~|\nTIME STEP= ${step} ~~|\nSAVEPER= ${save} ~~|\n`;
const mdl = (text) => ({ name: 'bomb.mdl', text });
const xmile = (
  inside,
  specs = '<sim_specs><start>0</start><stop>4</stop><dt>1</dt></sim_specs>',
  head = '',
) => ({
  name: 'bomb.xmile',
  text: `<?xml version="1.0"?>\n${head}<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0">${specs}${inside}</xmile>`,
}); // prettier-ignore
const list = (count, of) => Array.from({ length: count }, (_, i) => of(i));

function hugeRange(choose) {
  const size = choose.one([1, 2, 100, 9999, 10_000, 10_001, 1e6, 1e9, 1e15, 1e300]);
  const form = choose.one([
    'x[R]= R ~~|',
    'x[R]= INTEG(1, R) ~~|',
    'x= SUM(y[R!]) ~~|\ny[R]= R^2 ~~|',
    'x[R]= SMOOTH3(Time*R, 3) ~~|',
    'x[R]= SUM(y[R!]) ~~|\ny[R]= 1 ~~|',
    'x[R]= RANDOM UNIFORM(0, R, 1) ~~|',
    'x[R]= VECTOR SORT ORDER(y[R], 1) ~~|\ny[R]= 0-R ~~|',
    'x[R]= DELAY FIXED(R, 3, 0) ~~|',
    'x[R]= 1 ~~|\nx[r5]= 2 ~~|',
    'x[R] :EXCEPT: [r1]= 1 ~~|\nx[r1]= 2 ~~|',
    'x[R]= DELAY N(Time, R, 0, 3) ~~|',
    'x[R]= IF THEN ELSE(R=1, y, z[R]) ~~|\ny= Time ~~|\nz[R]= x[r1]*0 ~~|',
  ]); // prettier-ignore
  return mdl(`R: (r1-r${size}) ~~|\n${form}\n${control()}`);
}

function manyRanges(choose) {
  const [axes, size] = [choose.one([2, 3, 4, 6, 12, 40]), choose.one([2, 3, 10, 100, 1000])];
  const names = list(axes, (i) => `R${i}`);
  const marked = names.map((name) => `${name}!`).join(',');
  const form = choose.one([
    `x[${names}]= Time ~~|`,
    `x[${names}]= INTEG(1, 0) ~~|`,
    `x= SUM(y[${marked}]) ~~|\ny[${names}]= 1 ~~|`,
    `x[${names}]= 1 ~~|\ny[${names}]= x[${names}]*2 ~~|\nz= VMAX(y[${marked}]) ~~|`,
    `x= SUM(${names.map((name) => `m${name}[${name}!]`).join('*')}) ~~|\n${names.map((name) => `m${name}[${name}]= 1 ~~|`).join('\n')}`,
    `x[${names}] :EXCEPT: [${names.map((_, i) => `r${i}e1`)}]= 1 ~~|`,
  ]); // prettier-ignore
  return mdl(
    `${names.map((name, i) => `${name}: (r${i}e1-r${i}e${size}) ~~|`).join('\n')}\n${form}\n${control()}`,
  );
}

function endlessClock(choose) {
  const any = () =>
    choose.one([
      '0',
      '1',
      '-1',
      '4',
      '1e300',
      '1e-300',
      '1e9',
      '1e6',
      '0.1',
      '1/0',
      '0/0',
      '1e308*10',
      '5e-324',
      '2^53',
      'Time',
      'MAX(4, Time+1)',
      'IF THEN ELSE(Time>2, 1e-9, 1)',
      'x',
      'x*1e-7',
      'FINAL TIME',
      'TIME STEP',
      '1e-6',
      '"',
      '',
    ]); // prettier-ignore
  const text = `x= INTEG(1, 0) ~~|\nINITIAL TIME= ${choose.share() < 0.7 ? 0 : any()} ~~|\nFINAL TIME= ${any()} ~~|\nTIME STEP= ${any()} ~~|\nSAVEPER= ${any()} ~~|\n`;
  if (choose.share() < 0.6) return mdl(text);
  const specs = `<sim_specs method="${choose.one(['euler', 'rk4', 'rk45', ''])}"><start>0</start><stop>${any()}</stop><dt${choose.one(['', ' reciprocal="true"'])}>${any()}</dt></sim_specs>`;
  return xmile(`<model><variables><stock name="x"><eqn>1</eqn></stock></variables></model>`, specs);
}

function selfMacro(choose) {
  const inner = choose.one([
    'M(a)',
    'N(a)',
    'M(M(a))',
    'SMOOTH(M(a), 1)',
    'a*M(a-1)',
    'IF THEN ELSE(a<1, 1, a*M(a-1))',
  ]);
  return mdl(
    `:MACRO: M(a)\nM= ${inner} ~~|\n:END OF MACRO:\n:MACRO: N(a)\nN= M(a) ~~|\n:END OF MACRO:\nx= M(3) ~~|\n${control()}`,
  );
}

function macroTree(choose) {
  const [depth, width] = [choose.one([3, 10, 30, 200]), choose.one([1, 2, 5])];
  const macro = (i) =>
    `:MACRO: M${i}(a)\nM${i}= ${i === 0 ? 'a+1' : list(width, (k) => `M${i - 1}(a+${k})`).join('+')} ~~|\n:END OF MACRO:`;
  return mdl(`${list(depth, macro).join('\n')}\nx= M${depth - 1}(Time) ~~|\n${control()}`);
}

function circle(choose) {
  const length = choose.one([1, 2, 50, 3000]);
  const form = choose.one([
    (i) => `x${i}= x${(i + 1) % length}+1 ~~|`,
    (i) => `x${i}= INTEG(1, x${(i + 1) % length}) ~~|`,
    (i) => `x${i}= ACTIVE INITIAL(x${(i + 1) % length}, 1) ~~|`,
    (i) => `x${i}= ${i + 1 < length ? `x${i + 1}` : '1'} ~~|`,
    (i) => `x${i}= SMOOTH(x${(i + 1) % length}, 2) ~~|`,
    (i) => `x${i} := x${(i + 1) % length} ~~|`,
    (i) => `R${i}: R${(i + 1) % length} ~~|`,
    (i) => `R${i} <-> R${(i + 1) % length} ~~|`,
  ]); // prettier-ignore
  return mdl(`${list(length, form).join('\n')}\n${control()}`);
}

function entities(choose) {
  const depth = choose.one([2, 10, 40]);
  const define = list(depth, (i) => `<!ENTITY e${i} "${i === 0 ? 'boom' : `&e${i - 1};`.repeat(10)}">`).join(
    '',
  );
  const head = choose.one([
    `<!DOCTYPE xmile [${define}]>`,
    '<!DOCTYPE xmile SYSTEM "file:///etc/passwd">',
    '<!DOCTYPE xmile [<!ENTITY e9 SYSTEM "http://localhost/x">]>',
    '',
  ]); // prettier-ignore
  const reference = choose.one([
    '&e9;',
    '&#0;',
    '&#x110000;',
    '&#99999999999;',
    '&#xD800;',
    '&lt;',
    '&',
    '&;',
    '&#;',
  ]);
  return xmile(
    `<model><variables><aux name="x"><eqn>${reference}</eqn></aux></variables></model>`,
    undefined,
    head,
  );
}

function deepXml(choose) {
  const [depth, tag] = [
    choose.one([5, 100, 5000, 200_000]),
    choose.one(['group', 'module', 'aux', 'views', 'x']),
  ];
  return xmile(
    `<model><variables>${`<${tag}>`.repeat(depth)}${`</${tag}>`.repeat(depth)}</variables></model>`,
  );
}

function hugeDimension(choose) {
  const size = choose.one(['1', '5', '10000', '10001', '1e9', '-1', '1.5', '', 'NaN', '1e300']);
  const eqn = choose.one([
    '1',
    'D',
    'SUM(y[*])',
    'y[D-1]',
    'y[D]',
    'y[*]',
    'y[1:99999]',
    'RANK(y[*], 1)',
    'PREVIOUS(SELF, 0)',
  ]);
  const dims = `<dimensions><dim name="D" size="${size}"/></dimensions>`;
  const aux = (name, text) =>
    `<aux name="${name}"><dimensions><dim name="D"/></dimensions><eqn>${text}</eqn></aux>`;
  return xmile(`${dims}<model><variables>${aux('x', eqn)}${aux('y', '1')}</variables></model>`);
}

function manyElements(choose) {
  const size = choose.one([100, 3000, 10_000, 30_000]);
  const names = list(size, (i) => `e${i}`);
  const form = choose.one([
    `x[R]= ${list(size, () => '1').join(',')} ~~|`,
    names.map((name) => `x[${name}]= Time ~~|`).join('\n'),
    `x[R] :EXCEPT: ${names
      .slice(0, 500)
      .map((name) => `[${name}]`)
      .join(', ')}= 1 ~~|`,
    'x[R]= R ~~|',
  ]); // prettier-ignore
  return mdl(`R: ${names.join(', ')} ~~|\n${form}\n${control()}`);
}

function sumOfProducts(choose) {
  const size = choose.one([10, 100, 1000, 10_000]);
  const form = choose.one([
    'x[R]= SUM(m[R,S!]*x2[S!]) ~~|\nm[R,S]= 1 ~~|\nx2[S]= S ~~|',
    'x= SUM(a[R!]*b[S!]) ~~|\na[R]= R ~~|\nb[S]= S ~~|',
    'x[R]= SUM(IF THEN ELSE(a[R]<a[S!], 1, 0)) ~~|\na[R]= R ~~|',
    'x[R]= INVERT MATRIX(m[R,S], 1) ~~|\nm[R,S]= 1 ~~|',
    'x[R,S]= INVERT MATRIX(m[R,S], ELMCOUNT(R)) ~~|\nm[R,S]= IF THEN ELSE(R=S, 1, 0) ~~|',
  ]); // prettier-ignore
  return mdl(`R: (e1-e${size}) ~~|\nS <-> R ~~|\n${form}\n${control('2')}`);
}

function longSum(choose) {
  const length = choose.one([100, 999, 1002, 5000, 100_000]);
  const mark = choose.one(['+', '*', '-', '/', '^', ':AND:', '<', '=']);
  return mdl(`x= ${list(length, () => 'Time').join(mark)} ~~|\n${control()}`);
}

function deepBrackets(choose) {
  const depth = choose.one([10, 190, 199, 201, 5000, 300_000]);
  const [open, close] = choose.one([
    ['(', ')'],
    ['MAX(1, ', ')'],
    ['-', ''],
    ['SMOOTH(', ', 1)'],
    ['IF THEN ELSE(1>2, 0, ', ')'],
    [':NOT: ', ''],
    ['{', '}'],
    ['[', ']'],
    ['2^', ''],
  ]); // prettier-ignore
  return mdl(`x= ${open.repeat(depth)}Time${close.repeat(depth)} ~~|\n${control()}`);
}

function wideLookup(choose) {
  const count = choose.one([1, 2, 500, 20_000, 200_000]);
  const x = choose.one([(i) => i, (i) => -i, () => 1, (i) => (i % 7) * 1e300, (i) => i * 1e-320]);
  const points = list(count, (i) => `(${x(i)},${i % 13})`).join(',');
  return mdl(
    `f(${points}) ~~|\nx= f(Time) ~~|\ny= LOOKUP INVERT(f, Time)+LOOKUP AREA(f, 0, Time) ~~|\n${control()}`,
  );
}

function longDelays(choose) {
  const order = choose.one(['1', '3', '200', '10000', '1e9', '0', '-1', '1.5', 'Time', '1e300', '0/0']);
  const time = choose.one(['1', '0', '-1', '1e300', '1e-300', '0/0', 'Time', '1e6', '5']);
  const form = choose.one([
    `DELAY N(Time, ${time}, 0, ${order})`,
    `SMOOTH N(Time, ${time}, 0, ${order})`,
    `DELAY FIXED(Time, ${time}, 0)`,
    `DELAY MATERIAL(Time, ${time}, 0, 0)`,
    `DELAY INFORMATION(Time, ${time}, 0)`,
    `DELAY3(Time, ${time})`,
    `FORECAST(Time, ${time}, ${order})`,
    `TREND(Time, ${time}, ${order})`,
    `SAMPLE IF TRUE(Time, ${time}, ${order})`,
    `PULSE TRAIN(0, ${time}, ${order}, 9)`,
    `RANDOM POISSON(0, 1e9, ${time}, ${order}, 1, 1)`,
    `RANDOM GAMMA(0, 1e9, ${time}, ${order}, 1, 1)`,
    `RANDOM BINOMIAL(0, 1e9, 0.5, ${order}, 0, 1, 1)`,
    `RANDOM NORMAL(${time}, ${order}, 0, 1, 1)`,
    `RANDOM NEGATIVE BINOMIAL(0, 1e9, 1e-9, ${order}, 0, 1, 1)`,
    `RANDOM BETA(0, 1, ${time}, ${order}, 0, 1, 1)`,
    `GAMMA LN(${order})`,
    `QUANTUM(${time}, ${order})`,
  ]); // prettier-ignore
  return mdl(`x= ${form} ~~|\n${control('40')}`);
}

function mapOfMaps(choose) {
  const size = choose.one([2, 50, 2000]);
  const target = choose.one(['S', 'R', '(S: s2, s1)', '(S: s1)', '(S: R, s1)', 'T', '(S: S, S)']);
  return mdl(
    `R: (r1-r${size}) -> ${target} ~~|\nS: (s1-s${size}) ~~|\nx[R]= R ~~|\ny[S]= x[R] ~~|\n${control()}`,
  );
}

function subrangeTower(choose) {
  const height = choose.one([3, 30, 400]);
  const ranges = list(height, (i) => `R${i}: ${i === 0 ? 'a, b' : `R${i - 1}, R${i - 1}, e${i}`} ~~|`);
  return mdl(`${ranges.join('\n')}\nx[R${height - 1}]= 1 ~~|\ny[R0]= x[R0]*2 ~~|\n${control()}`);
}

function longNames(choose) {
  const name = choose
    .one(['x', 'é', '漢', '"', '\\"', 'a ', '_', '😀'])
    .repeat(choose.one([1, 300, 5000, 100_000]));
  return mdl(`"${name}"= 1 ~~|\ny= "${name}"*2 ~~|\n${name}= 3 ~~|\n${control()}`);
}

function sameNames(choose) {
  const names = [
    'constructor',
    '__proto__',
    'toString',
    'v',
    'd',
    't',
    'dt',
    'Math',
    'return',
    'eval',
    'arguments',
    'x"y',
    "x'y",
    'x\\y',
    '*/',
    '$x',
    'x\u2028y',
    'hasOwnProperty',
    'this',
    'sum_1',
    'once_1',
    'run_1',
    'NaN',
    'Infinity',
  ]; // prettier-ignore
  const [a, b] = [choose.one(names), choose.one(names)];
  return mdl(
    `"${a}"= INTEG("${b}", 1) ~~|\n"${b}"= 2 ~~|\nR: "${a}1", "${b}1" ~~|\n"${b}z"["${a}1"]= "${a}" ~~|\n${control()}`,
  );
}

function marksOnly(choose) {
  const mark = choose.one([
    '|',
    '~',
    '~|',
    '"',
    '{',
    '}',
    '[',
    '(',
    ':',
    '=',
    '\\',
    '***',
    '<',
    '&',
    '\u0000',
    '\\\\\\---///',
    ':MACRO:',
    '((',
    '~~|',
  ]);
  return mdl(mark.repeat(choose.one([1, 2, 50, 100_000])));
}
