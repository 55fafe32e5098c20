import { note, same } from './note.js';

const list = 'R: a, b, c ~~| v[R]= 4, 2, 3 ~~| ';
const order = 'o[R]= VECTOR SORT ORDER(v[R], 1) ~~| ';
const profile = 'P: ptype, ppriority, pwidth, pextra ~~| ';
const digits = (name: string) => `x= ${name}[a]+10*${name}[b]+100*${name}[c] ~~|`;

/** What documentation says of functions of whole vectors, and of those that share out what is scarce. */
export const vectorNotes = [
  note(
    'VECTOR SORT ORDER(vector, direction)',
    'Tells for each place which element stands there once they are in order, counted from 0; the least first with direction 1.',
    `${list}${order}${digits('o')}`,
    same(21),
  ),
  note(
    'VECTOR RANK(vector, direction)',
    'Tells for each element its place once they are in order, counted from 1; the least first with direction 1.',
    `${list}rank[R]= VECTOR RANK(v[R], 1) ~~| ${digits('rank')}`,
    same(213),
  ),
  note(
    'VECTOR REORDER(vector, order)',
    'Puts elements in an order, such as that of VECTOR SORT ORDER.',
    `${list}${order}s[R]= VECTOR REORDER(v[R], o[R]) ~~| ${digits('s')}`,
    same(432),
  ),
  note(
    'VECTOR ELM MAP(element, offset)',
    'Takes the element that lies an offset behind another, the last subscript fastest, and :NA: beyond the end.',
    `${list}x= VECTOR ELM MAP(v[a], MIN(Time, 2)) ~~|`,
    [4, 2, 3, 3, 3],
  ),
  note(
    'VECTOR SELECT(selection, values, missing, action, error)',
    'Works on the values whose selection is not 0: action 0 adds them, weighted by their selection, and 1 to 10 multiply, compare and average.',
    `${list}s[R]= 1, 0, 1 ~~| x= VECTOR SELECT(s[R!], v[R!], 0, 0, 0) ~~|`,
    same(7),
  ),
  note(
    'VECTOR LOOKUP(first, x, least, most, mode)',
    'Reads a vector from an element on as a lookup whose points lie evenly between two arguments; mode 0 goes straight from point to point.',
    `${list}x= VECTOR LOOKUP(v[a], Time, 0, 4, 0) ~~|`,
    [4, 3, 2, 2.5, 3],
  ),
  note(
    'INVERT MATRIX(matrix, size)',
    'Finds the inverse of a square matrix.',
    'S: h1, h2 ~~| T <-> S ~~| m[S,T]= 2, 0; 0, 4; ~~| i[S,T]= INVERT MATRIX(m[S,T], 2) ~~| x= i[h1,h1]+i[h2,h2] ~~|',
    same(0.75),
  ),
  note(
    'ALLOCATE BY PRIORITY(request, priority, size, width, supply)',
    'Shares a supply out, first to those of higher priority; who lie within a width of each other share.',
    'R: a, b, c ~~| ask[R]= 4, 6, 5 ~~| p[R]= 10, 9, 2 ~~| got[R]= ALLOCATE BY PRIORITY(ask[R], p[R], 3, 2, 7) ~~| x= got[b] ~~|',
    same(3),
  ),
  note(
    'ALLOCATE AVAILABLE(request, profile, available)',
    'Shares out what there is by curves of priority: for each one its type, priority, width and a fourth number.',
    `R: a, b, c ~~| ${profile}ask[R]= 2, 4, 6 ~~| curve[R,P]= 1, 5, 2, 0; 1, 5, 2, 0; 1, 5, 2, 0; ~~| got[R]= ALLOCATE AVAILABLE(ask[R], curve[R,ptype], 3) ~~| x= got[c] ~~|`,
    same(1.5),
  ),
  note(
    'DEMAND AT PRICE(quantity, profile, price)',
    'Tells how much of a quantity is asked for at a price, by a curve around its priority.',
    `${profile}curve[P]= 1, 5, 2, 0 ~~| x= DEMAND AT PRICE(10, curve[ptype], 4+Time) ~~|`,
    [10, 5, 0, 0, 0],
  ),
  note(
    'SUPPLY AT PRICE(quantity, profile, price)',
    'Tells how much of a quantity is offered at a price, by a curve around its priority.',
    `${profile}curve[P]= 1, 5, 2, 0 ~~| x= SUPPLY AT PRICE(10, curve[ptype], 4+Time) ~~|`,
    [0, 5, 10, 10, 10],
  ),
  note(
    'FIND MARKET PRICE(demands, demand profiles, supplies, supply profiles)',
    'Finds the price at which what is asked for is what is offered.',
    `H: h1, h2 ~~| ${profile}d[H]= 6, 6 ~~| s[H]= 3, 3 ~~| dc[H,P]= 1, 5, 2, 0; 1, 5, 2, 0; ~~| sc[H,P]= 1, 4, 2, 0; 1, 4, 2, 0; ~~| x= FIND MARKET PRICE(d[h1], dc[h1,ptype], s[h1], sc[h1,ptype]) ~~|`,
    same(5),
  ),
] as const;
