// Each exception to a rule of the house stands here with its reason.

/** Source files that may be longer than 500 lines. */
export const longFiles: Readonly<Record<string, string>> = {};

/** Source files that may ask the clock or an unseeded generator; none of them computes a result. */
export const randomOrClock: Readonly<Record<string, string>> = {
  'src/cli/main.ts': 'the clock of progress lines: elapsed time and time left',
  'src/results/watch.node.ts':
    'the clock of progress and of statistics.json, which is no part of the results',
};

/** Exported functions without an example in their docstring. */
export const withoutExample: Readonly<Record<string, string>> = {};
