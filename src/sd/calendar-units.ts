/** The date at time 0 and the unit in which a model counts, from its settings. */
export interface Calendar {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly unit: (typeof calendarUnits)[number];
}

/** Units of time by the number that stands for them in the settings. */
export const calendarUnits = ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second'] as const;
