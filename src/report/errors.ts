/** Codes of the faults that writing a dossier can find in what it is handed. */
export const reportErrors = {
  RP001: 'a question names a series, metric or section that the result does not have',
  RP002: 'two evidence rows have the same key',
  RP003: 'a text links to an evidence key or metric that is not there',
  RP004: 'the result names a policy, metric or series that its own lists do not have',
} as const;
