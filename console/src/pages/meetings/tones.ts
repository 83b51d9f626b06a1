import type { Meeting } from '../../api/types.ts';
import type { Tone } from '../../ui/tag.tsx';

const TONES: Readonly<Record<Meeting['status'], Tone>> = {
  planned: 'accent',
  held: 'good',
  cancelled: 'dim',
  skipped: 'dim',
  merged: 'dim',
};

export const meetingTone = (status: Meeting['status']): Tone => TONES[status];
