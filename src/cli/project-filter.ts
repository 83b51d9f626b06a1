import type { Command } from 'commander';
import type { Query } from './client.ts';
import type { Session, Setup } from './session.ts';
import { dateOf, pathOf, sourceOf, wordOf } from './values.ts';
import { keyOf, PROJECT_SORT, PROJECT_STATUS, STAGE } from './words.ts';

/** Which projects, in which order, of which day: one set of options for whatever shows or hands out a list of them. */
export interface FilterOptions {
  stage?: string;
  status?: string;
  county?: string;
  leader?: string;
  search?: string;
  gaps?: boolean;
  missingPapers?: boolean;
  path?: string;
  parent?: string;
  leadSource?: string;
  sort?: string;
  desc?: boolean;
  asOf?: string;
}

export const withFilters = (command: Command, { texts: { help, path, before } }: Pick<Setup, 'texts'>): Command =>
  command
    .option('--stage <stage>', help.options.stageFilter)
    .option('--status <status>', help.options.statusFilter)
    .option('--county <county>', help.options.county)
    .option('--leader <id>', help.options.leader)
    .option('--search <text>', help.options.search)
    .option('--gaps', help.options.gaps)
    .option('--missing-papers', path.help.options.missingPapers)
    .option('--path <path>', path.help.options.pathFilter)
    .option('--parent <code>', path.help.options.parentFilter)
    .option('--lead-source <source>', before.help.options.leadSourceFilter)
    .option('--sort <what>', help.options.sort)
    .option('--desc', help.options.desc)
    .option('--as-of <date>', help.options.asOf);

export function filterOf(session: Session, options: FilterOptions): Query {
  const { stage, status, county, leader, search, gaps, missingPapers, path, parent, leadSource, sort, desc, asOf } =
    options;
  return {
    stage: stage === undefined ? undefined : wordOf(STAGE, stage, session.place('--stage')),
    // A status that this CLI does not know goes out as it was typed: the server has the list, and says it.
    status: status === undefined ? undefined : (keyOf(PROJECT_STATUS, status) ?? status),
    county,
    leader,
    q: search,
    gaps,
    missingEvidence: missingPapers,
    path: path === undefined ? undefined : pathOf(path),
    parent,
    leadSource: leadSource === undefined ? undefined : sourceOf(leadSource),
    sort: sort === undefined ? undefined : wordOf(PROJECT_SORT, sort, session.place('--sort')),
    order: desc === true ? 'desc' : undefined,
    asOf: asOf === undefined ? undefined : dateOf(asOf),
  };
}
