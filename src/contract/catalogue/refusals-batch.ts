import type { RefusalCode } from '../../domain/refusal.ts';
import type { Words } from './words.ts';

const t = (zh: string, en: string): Words => ({ zh, en });

/** The sentences of batch events (集中签约, 集中开工, 集中竣工); part of `REFUSAL_TEXTS`. */
export const BATCH_REFUSALS = {
  cutOffAfterEvent: t(
    '{field}：截止日 {value} 晚于活动日 {on}。',
    '{field}: the cut-off {value} lies after the day of the event, {on}.',
  ),
  eventBeforeCutOff: t(
    '{field}：{value} 早于名单截止日 {cutOff}，活动不能在名单截止前举行。',
    '{field}: {value} lies before the cut-off of the list, {cutOff}; no event is held before it.',
  ),
  projectPastStage: t(
    '{field}：项目 {value} 已到 {reached}[（{on} 已计数）]，不能再计一次 {stage}；一个项目的每个节点只计一次。',
    '{field}: project {value} stands at {reached}[ (counted on {on})] and cannot count for {stage} again; each milestone of a project counts once.',
  ),
  pathWithoutStage: t(
    '{field}：项目 {value} 的路径不经过 {stage}：{path}。',
    '{field}: the path of project {value} does not lead through {stage}: {path}.',
  ),
  projectInBatch: t(
    '{field}：项目 {value} 已列入同类活动 {batch}，请先从那里退出。',
    '{field}: project {value} stands on the list of {batch}, an event of the same kind; drop it there first.',
  ),
  projectNotListed: t(
    '{field}：项目 {value} 不在 {batch} 的名单上。',
    '{field}: project {value} is not on the list of {batch}.',
  ),
  batchEmpty: t(
    '{field}：名单是空的，至少要有一个项目。',
    '{field}: the list is empty; at least one project is needed.',
  ),
  batchConfirmed: t(
    '{field}：活动 {value} 已确认（{on} 举行），名单不再变动，也不能再次确认或取消。',
    '{field}: event {value} was confirmed (held on {on}); its list no longer changes, and it is not confirmed or cancelled again.',
  ),
  batchCancelled: t('{field}：活动 {value} 已取消。', '{field}: event {value} is cancelled.'),
} satisfies Partial<Record<RefusalCode, Words>>;
