import type { Series } from '../../api/types.ts';

/** Another rhythm than every week, where the server knows of one. The forms here ask for none: what is set by the command is kept as it is. */
export const otherRhythm = (series: Series): object | null =>
  'rhythm' in series && typeof series.rhythm === 'object' ? series.rhythm : null;
