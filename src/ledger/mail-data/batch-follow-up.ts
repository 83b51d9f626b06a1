import type { BatchState } from '../../domain/batch/types.ts';
import { milestoneOf } from '../../domain/project/evolve.ts';
import { isMilestone, stagesAfter } from '../../domain/project/path.ts';
import type { ProjectState } from '../../domain/project/types.ts';
import type { BatchFollowUpData, BatchFollowUpItem } from '../../mail/messages/index.ts';
import type { Database } from '../database.ts';
import { projectsByCode } from '../facts/batches.ts';

type Data = Pick<BatchFollowUpData, 'batch' | 'items'>;

/** By mail id: the event, and the projects the mail speaks of as they stand now; projects that several mails share are read once. */
export async function followUpData(db: Database, mailIds: readonly string[]): Promise<Map<string, Data>> {
  if (mailIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('mail_item')
    .select(['mail_id', 'entity_id', 'data'])
    .where('mail_id', 'in', mailIds)
    .where('entity_kind', '=', 'batch')
    .orderBy('position')
    .execute();
  const lines = rows.map(({ mail_id, entity_id, data }) => {
    const { project, months } = data as { project: string; months: number };
    return { mailId: mail_id, code: entity_id, project, months };
  });
  const events = await eventsByCode(db, [...new Set(lines.map(({ code }) => code))]);
  const projects = await projectsByCode(
    db,
    lines.map(({ project }) => project),
  );
  const found = new Map<string, Data>();
  for (const { mailId, code, project, months } of lines) {
    const [event, state] = [events.get(code), projects.get(project)];
    if (!event || !state) continue;
    const { name, stage, on, confirmed } = event;
    const before = found.get(mailId)?.items ?? [];
    const batch = { code, name, stage, on: confirmed?.on ?? on, months };
    found.set(mailId, { batch, items: [...before, itemOf(state)] });
  }
  return found;
}

async function eventsByCode(db: Database, codes: readonly string[]): Promise<Map<string, BatchState>> {
  if (codes.length === 0) return new Map();
  const query = db.selectFrom('entity').select(['id', 'state']).where('kind', '=', 'batch').where('id', 'in', codes);
  return new Map((await query.execute()).map(({ id, state }) => [id, state as unknown as BatchState]));
}

function itemOf(state: ProjectState): BatchFollowUpItem {
  const { code, name, county, stage, status, investmentWan, path } = state;
  const next = stagesAfter(path, stage).find(ahead => isMilestone(path, ahead));
  return {
    code,
    name,
    county,
    stage,
    status,
    investmentWan,
    next: next === undefined ? null : { stage: next, plan: milestoneOf(state, next).plan },
  };
}
