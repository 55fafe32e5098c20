/** Codes of the faults that writing a dossier can find in what it is handed. */
export const reportErrors = {
  RP001: 'a question wants a series or metric drawn that the result does not have',
  RP002: 'two evidence rows have the same key',
  RP003: 'a text links to an evidence key or metric that is not there',
} as const;
