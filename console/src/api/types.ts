import type { components } from './schema.d.ts';

type Schemas = components['schemas'];

export type Project = Schemas['Project'];
export type ProjectDetail = Schemas['ProjectDetail'];
export type Milestone = Schemas['Milestone'];
export type PaceRow = Schemas['PaceRow'];
export type Problem = Schemas['Problem'];
export type ProblemDetail = Schemas['ProblemDetail'];
export type HistoryEvent = Schemas['Event'];
export type Meeting = Schemas['Meeting'];
export type MeetingDetail = Schemas['MeetingDetail'];
export type Agenda = Schemas['Agenda'];
export type CollectedUnit = Schemas['CollectedUnit'];
export type AgendaItem = Schemas['AgendaItem'];
export type VisitDetail = Schemas['VisitDetail'];
export type Minutes = Schemas['Minutes'];
export type Mail = Schemas['Mail'];
export type Series = Schemas['Series'];
export type Person = Schemas['Person'];
export type Unit = Schemas['Unit'];
export type MyAccess = Schemas['MyAccess'];
export type Stage = Project['stage'];
