/** The words of the path, in order; what a kind of project walks through is a template of these (path.ts). */
export const STAGES = [
  'lead',
  'negotiation',
  'signing',
  'landing',
  'groundbreaking',
  'completion',
  'production',
  'fullCapacity',
] as const;

export type Stage = (typeof STAGES)[number];

export const isStage = (word: unknown): word is Stage => (STAGES as readonly unknown[]).includes(word);
