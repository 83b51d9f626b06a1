import type { Stage } from '../../project/stages.ts';
import type { AgendaKind } from './types.ts';

export const WITHOUT_PROPOSAL = ['marked', 'heldBack'] as const;
/** What becomes of a problem that the ladder has put on the agenda while nobody has brought a proposal and a promised date. */
export type WithoutProposal = (typeof WITHOUT_PROPOSAL)[number];

/** Which projects a theme of the rotation is about: those at one of `stages` and of one of `types`; an empty list means any. */
export interface ThemeRule {
  theme: string;
  stages: readonly Stage[];
  /** 项目类型, as ledgers write it. */
  types: readonly string[];
}

export interface AgendaSettings {
  /** An agenda that writes itself holds no more; the rest is counted by kind. */
  mostItems: number;
  /** The share of time an item begins with, by kind. */
  minutes: Readonly<Record<AgendaKind, number>>;
  withoutProposal: WithoutProposal;
  themes: readonly ThemeRule[];
}

/** Nothing an office sets makes an agenda longer than this: it is one row, and one mail. */
export const LONGEST_AGENDA = 200;

export const DEFAULT_AGENDA: AgendaSettings = {
  mostItems: 60,
  minutes: { carried: 8, problem: 6, whistle: 6, missed: 3, red: 3, theme: 15, free: 5 },
  withoutProposal: 'marked',
  themes: [
    { theme: '增资扩产', stages: [], types: ['增资扩产'] },
    { theme: '项目落地投产', stages: ['signing', 'landing', 'groundbreaking', 'completion'], types: [] },
  ],
};
