/** What each code of the command line means; the table in docs/errors.md is printed from here. */
export const cliErrors = {
  CL001: 'there is no such verb',
  CL002: 'the verb has no such option',
  CL003: 'an argument or the value of an option is missing',
  CL004: 'there are more arguments than the verb takes',
  CL005: 'the value of an option cannot be used',
  CL006: 'two things were told that exclude each other',
  CL010: 'a file or folder that was named is not there or cannot be read',
  CL011: 'there is no study of that name',
  CL012: 'a file cannot be written',
  CL013: 'the file is of a kind that the verb does not read',
  CL014: 'the notes beside a model do not fit their schema',
  CL015: 'what a verb prints cannot be written',
  CL030: 'the model has no such constant to set',
  CL031: 'the model has no such variable to show',
  CL032: 'what a constant is varied over is no distribution',
  CL033: 'a metric of runs cannot be read, or does not fit the model',
  CL034: 'a table of runs is not one of numbers under the names of constants',
  CL035: 'a table of another run has nothing that the model waits for',
} as const;

export type CliErrorCode = keyof typeof cliErrors;
