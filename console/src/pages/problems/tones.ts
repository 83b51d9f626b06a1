import type { Problem } from '../../api/types.ts';
import type { Tone } from '../../ui/tag.tsx';

const TONES: Readonly<Record<Problem['state'], Tone>> = {
  raised: 'warn',
  assigned: 'plain',
  handling: 'accent',
  resolved: 'warn',
  closed: 'good',
  withdrawn: 'dim',
  merged: 'dim',
};

export const stateTone = (state: Problem['state']): Tone => TONES[state];
