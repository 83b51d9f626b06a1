import type { VisitDetail } from '../../api/types.ts';
import type { Tone } from '../../ui/tag.tsx';

const TONES: Readonly<Record<VisitDetail['status'], Tone>> = {
  ...{ planned: 'accent', raising: 'warn', held: 'good', cancelled: 'dim' },
};

export const visitTone = (status: VisitDetail['status']): Tone => TONES[status];
