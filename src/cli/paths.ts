/** Addresses of the API, all of them. Ids are encoded: nothing typed can climb to another address. */
const V1 = '/api/v1';
const at = (...parts: readonly string[]): string => [V1, ...parts.map(part => encodeURIComponent(part))].join('/');

export const paths = {
  projects: at('projects'),
  project: (code: string) => at('projects', code),
  projectCommand: (code: string, command: 'advance' | 'revise-plan' | 'pause' | 'resume' | 'withdraw' | 'correct') =>
    at('projects', code, command),
  projectHistory: (code: string) => at('projects', code, 'events'),
  projectWaiting: (code: string) => at('projects', code, 'waiting'),
  problems: at('problems'),
  problem: (code: string) => at('problems', code),
  problemCommand: (code: string, command: 'assign' | 'answer' | 'resolve' | 'verify' | 'withdraw') =>
    at('problems', code, command),
  problemHistory: (code: string) => at('problems', code, 'events'),
  problemWaiting: (code: string) => at('problems', code, 'waiting'),
  allSeries: at('series'),
  series: (id: string) => at('series', id),
  seriesCommand: (id: string, command: 'pause' | 'resume' | 'trigger') => at('series', id, command),
  meetings: at('meetings'),
  meeting: (series: string, date: string) => at('meetings', series, date),
  mails: at('mails'),
  mail: (id: string) => at('mails', id),
  imports: at('imports'),
  import: (id: string) => at('imports', id),
  importRows: (id: string) => at('imports', id, 'rows'),
  importReport: (id: string) => at('imports', id, 'report.xlsx'),
  importApply: (id: string) => at('imports', id, 'apply'),
  people: at('people'),
  person: (id: string) => at('people', id),
  tokens: (person: string) => at('people', person, 'tokens'),
  units: at('units'),
  unit: (id: string) => at('units', id),
  schedules: at('schedules'),
  schedulesApply: at('schedules', 'apply'),
  settings: at('settings'),
  rebuild: at('rebuild'),
  mailbox: at('mailbox'),
  me: at('me'),
  health: '/api/health',
  ready: '/api/ready',
} as const;
