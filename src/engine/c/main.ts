import { elementName } from '../../sd/elements.js';
import type { Variable } from '../../sd/ir.js';
import { NA } from '../../sd/syntax/expression.js';
import type { Book } from './book.js';

/** An element that the program prints or takes in. */
export interface Shown {
  readonly variable: Variable;
  readonly cell: number;
}

/** Writes what sets constants by `name=value`, and the main function. */
export function mainOfC(book: Book, settings: readonly Shown[]): string[] {
  return [
    'static struct { const char *name; real *value; } settings[] = {',
    ...settings.map(
      (one) => `  {${textOfC(elementName(one.variable, one.cell))}, &${addressOf(book, one)}},`,
    ),
    '  {0, 0}',
    '};',
    ...settingText.trim().split('\n'),
  ];
}

/** Writes what prints a row of values between tabs, and the line of names above them. */
export function outputOfC(book: Book, shown: readonly Shown[]): string[] {
  const titles = ['Time', ...shown.map(({ variable, cell }) => elementName(variable, cell))];
  return [
    'static const char *const titles[] = {',
    ...titles.map((title) => `  ${textOfC(cellText(title))},`),
    '};',
    `static const real *const columns[] = {`,
    ...shown.map((one) => `  &${addressOf(book, one)},`),
    '  0',
    '};',
    ...outputText.replaceAll('COLUMNS', String(shown.length)).trim().split('\n'),
  ];
}

function addressOf(book: Book, { variable, cell }: Shown): string {
  const subscripts: string[] = [];
  let rest = cell;
  for (const axis of [...variable.axes].reverse()) {
    subscripts.unshift(`[${rest % axis.elements.length}]`);
    rest = Math.floor(rest / axis.elements.length);
  }
  return `${book.home(variable.name)}.${book.member(variable.name)}${subscripts.join('')}`;
}

// As the table of `simulate --format tab` has it.
const cellText = (text: string) => (/["\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Writes a text as a literal of C. */
const textOfC = (text: string) =>
  `"${text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
    .replaceAll('??', '?\\?')}"`;

const outputText = `
// Above a power of two numbers stand wider apart than below it, so that there the next digit up may read back as well.
static int reads_back(char *text, int places, double value) {
  char *last = text + (places > 0 ? places + 1 : 0);
  if (strtod(text, 0) == value) return 1;
  if (*last == '9') return 0;
  ++*last;
  if (strtod(text, 0) == value) return 1;
  --*last;
  return 0;
}
// The fewest digits that read back to the same value; what is missing is an empty cell.
static void print_number(double x) {
  char text[40], digits[40];
  int places = 0;
  if (x == ${NA}) return;
  if (isnan(x)) { printf("NaN"); return; }
  if (isinf(x)) { printf(x < 0 ? "-Infinity" : "Infinity"); return; }
  if (x == 0) { putchar('0'); return; }
  do snprintf(text, sizeof text, "%.*e", places, fabs(x)); while (!reads_back(text, places, fabs(x)) && places++ < 17);
  int count = 0;
  const char *at = text;
  for (; *at != 'e'; at++) if (*at >= '0' && *at <= '9') digits[count++] = *at;
  const int whole_digits = atoi(at + 1) + 1;
  while (count > 1 && digits[count - 1] == '0') count--;
  if (x < 0) putchar('-');
  if (whole_digits > 21 || whole_digits < -5) {
    printf(count > 1 ? "%c.%.*s" : "%c", digits[0], count - 1, digits + 1);
    printf("e%+d", whole_digits - 1);
  } else if (whole_digits <= 0) {
    printf("0.");
    for (int i = whole_digits; i < 0; i++) putchar('0');
    printf("%.*s", count, digits);
  } else {
    for (int i = 0; i < count || i < whole_digits; i++) {
      if (i == whole_digits) putchar('.');
      putchar(i < count ? digits[i] : '0');
    }
  }
}
static void print_titles(void) {
  for (int i = 0; i <= COLUMNS; i++) printf(i == 0 ? "%s" : "\\t%s", titles[i]);
  putchar('\\n');
}
static void print_row(real t) {
  print_number(t);
  for (int i = 0; i < COLUMNS; i++) { putchar('\\t'); print_number(*columns[i]); }
  putchar('\\n');
}`;

const settingText = `
// Case does not count in names, and a blank is as good as an underscore.
static int alike(char a, char b) {
  if (a >= 'A' && a <= 'Z') a = (char)(a + ('a' - 'A'));
  if (b >= 'A' && b <= 'Z') b = (char)(b + ('a' - 'A'));
  return a == b || ((a == ' ' || a == '_') && (b == ' ' || b == '_'));
}
// Tells whether a word of some length names an element, or the whole array that it is of.
static int names(const char *element, const char *word, size_t length) {
  size_t i = 0;
  while (i < length && element[i] && alike(element[i], word[i])) i++;
  return i == length && (element[i] == 0 || element[i] == '[');
}
static int set(const char *word) {
  const char *sign = strrchr(word, '=');
  if (!sign || sign == word || !sign[1]) return 0;
  char *end;
  const double value = strtod(sign + 1, &end);
  if (*end || !isfinite(value)) return 0;
  int found = 0;
  for (int i = 0; settings[i].name; i++)
    if (names(settings[i].name, word, (size_t)(sign - word))) { *settings[i].value = value; found = 1; }
  return found;
}
int main(int argc, char **argv) {
  for (int i = 1; i < argc; i++) {
    if (set(argv[i])) continue;
    fprintf(stderr, "%s: no constant and number, such as \\"%s=1\\"\\n", argv[i], settings[0].name ? settings[0].name : "name");
    return 2;
  }
  print_titles();
  run();
  if (fflush(stdout) == 0 && !ferror(stdout)) return 0;
  fprintf(stderr, "%s: what is printed cannot be written\\n", argv[0]);
  return 2;
}`;
