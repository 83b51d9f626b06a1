import type { Project } from '../../api/types.ts';
import type { Tone } from '../../ui/tag.tsx';

const TONES: Readonly<Record<Project['status'], Tone>> = {
  active: 'plain',
  paused: 'warn',
  withdrawn: 'dim',
  achieved: 'good',
  merged: 'dim',
  removed: 'dim',
};

export const statusTone = (status: Project['status']): Tone => TONES[status];
