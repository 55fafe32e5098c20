/**
 * Stands for the escape character in the colour codes that we write ourselves, and before a return to the start of the
 * line, until the text goes to the terminal: so an escape in what somebody else wrote is never taken for one of ours.
 * A code point that is no character.
 */
export const colourMark = '\ufdd0';

// biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes begin with the escape character
const colourCode = /[\u001b\ufdd0]\[[0-9;]*m/g;
// Chinese, Japanese and Korean letters, and full-width forms, take two places on a terminal.
const wideLetter =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/g;

/**
 * Counts the places that a text takes on a terminal: colour codes none, Chinese letters two.
 *
 * @example
 * displayWidth('abc') // => 3
 * displayWidth('华为') // => 4
 * displayWidth('\u001b[31mred\u001b[39m') // => 3
 */
export function displayWidth(text: string): number {
  const bare = text.replace(colourCode, '');
  return [...bare].length + (bare.match(wideLetter)?.length ?? 0);
}

/**
 * Fills a text with spaces on the right up to a width in terminal places.
 *
 * @example
 * padEnd('ab', 4) // => 'ab  '
 */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

/**
 * Fills a text with spaces on the left up to a width in terminal places.
 *
 * @example
 * padStart('ab', 4) // => '  ab'
 */
export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - displayWidth(text))) + text;
}

/**
 * Breaks a text into lines of at most `width` places, at spaces where it can and inside a word where it must.
 * Newlines in the text are kept. Later lines start with `indent`.
 *
 * @example
 * wrapText('one two three', 8) // => ['one two', 'three']
 * wrapText('abcdefgh', 5) // => ['abcde', 'fgh']
 * wrapText('one two', 5, '  ') // => ['one', '  two']
 */
export function wrapText(text: string, width: number, indent = ''): string[] {
  if (displayWidth(text) <= width && !text.includes('\n')) return [text];
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    let started = lines.length > 0 ? indent : '';
    for (const word of paragraph.split(' ')) {
      const joined = line === '' ? started + word : `${line} ${word}`;
      if (displayWidth(joined) <= width) {
        line = joined;
        continue;
      }
      if (line.trim() !== '') {
        lines.push(line);
        started = indent;
      }
      line = started + word;
      while (displayWidth(line) > width && line.length > started.length + 1) {
        const cut = cutAt(line, width);
        lines.push(line.slice(0, cut));
        line = indent + line.slice(cut);
        started = indent;
      }
    }
    lines.push(line);
  }
  return lines;
}

/** Finds how many letters of a text fit in a width; at least one. */
function cutAt(text: string, width: number): number {
  let cut = 0;
  let used = 0;
  for (const letter of text) {
    used += displayWidth(letter);
    if (used > width && cut > 0) break;
    cut += letter.length;
  }
  return cut;
}

// C0 and C1 without the line end, and the marks that turn the direction of writing.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const controls = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/**
 * Drops control characters other than line ends, and marks that turn the direction of writing, so that a title of
 * a study cannot steer the terminal that shows it.
 *
 * @example
 * plainText('a\u001b[2Jb') // => 'a[2Jb'
 */
export function plainText(text: string): string {
  return text.replace(controls, '');
}

const unseen =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /\ufdd0(\[[0-9;]*m|\r)|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0]/g;

/**
 * Prepares a text for a terminal: writes control characters, and marks that turn the direction of writing, as six
 * visible letters, and turns our own colour codes into real ones.
 *
 * Line ends and tabs stay. Within a text of JSON the six letters stand for the same character as before.
 *
 * @example
 * visibleText('a\u001b[2Jb') // => 'a\\u001b[2Jb'
 * visibleText(`${colourMark}[31mred`) // => '\u001b[31mred'
 */
export function visibleText(text: string): string {
  return text.replace(unseen, (found: string, own?: string) => {
    if (own !== undefined) return own === '\r' ? own : `\u001b${own}`;
    return `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
