/**
 * One theme for every drawing. Colours are CSS variables, so that a drawing follows the reader's light or dark
 * scheme and can be printed; the values stand in `palette` and are put into the page by `style.ts`.
 */
export const ink = {
  text: 'currentColor',
  muted: 'var(--muted)',
  rule: 'var(--rule)',
  paper: 'var(--paper)',
  line: 'var(--line)',
  band: 'var(--line)',
  stop: 'var(--stop)',
  reference: 'var(--muted)',
  tighten: 'var(--stop)',
  loosen: 'var(--line)',
} as const;

/** Strength of the light band (90% of futures) and of the dark band (half of them) laid over it. */
export const bandStrength = { outer: 0.16, inner: 0.26 } as const;

export const chartFont = 'var(--sans)';
export const chartFontSize = 11.5;

/**
 * Values of the theme's colours. Series colours are Okabe and Ito's, some darkened (light) or lightened (dark)
 * until they stand out from the paper by 3:1; no meaning rests on them alone.
 */
export const palette = {
  light: {
    paper: '#fcfbf8',
    raised: '#f4f1ea',
    text: '#1d1c1a',
    muted: '#5f5b54',
    rule: '#d9d4c9',
    link: '#0a5587',
    line: '#0067a5',
    stop: '#bd4a00',
    heat: '#0067a5',
    focus: '#bd4a00',
    series: [
      '#3d3b38',
      '#0072b2',
      '#b85c00',
      '#00805c',
      '#a8548a',
      '#a87b00',
      '#2f8fc4',
      '#7a6a55',
      '#c23b22',
      '#5b4fa3',
    ],
  },
  dark: {
    paper: '#15171a',
    raised: '#1e2125',
    text: '#e9e6df',
    muted: '#a7a297',
    rule: '#383b40',
    link: '#8cc8f0',
    line: '#62b4e8',
    stop: '#f0904c',
    heat: '#3f8fc4',
    focus: '#f0904c',
    series: [
      '#d6d2c8',
      '#5aaee6',
      '#e69f4f',
      '#35c297',
      '#dd9ac4',
      '#e0bd4a',
      '#8fd0f5',
      '#bda98c',
      '#f07b62',
      '#a99df0',
    ],
  },
} as const;

/** The colour of the nth policy, from 0; after ten they start again. */
export const seriesColour = (n: number): string => `var(--s${n % palette.light.series.length})`;

/**
 * Breaks a title for a chart into lines of at most `letters` letters, at spaces.
 *
 * @example
 * breakLines('Hong Kong or offshore', 10).join('/') // => 'Hong Kong/or/offshore'
 */
export function breakLines(text: string, letters: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= letters)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
