import type { Generated } from 'kysely';
import type { Day, Instant, JsonColumn, MaybeInstant } from './columns.ts';
import type { AccountTables } from './tables-accounts.ts';
import type { AuditTables } from './tables-audit.ts';
import type { MailTables } from './tables-mail.ts';
import type { MeetingTables } from './tables-meetings.ts';
import type { SupervisionTables } from './tables-supervision.ts';

export interface Tables extends SupervisionTables, MeetingTables, AccountTables, AuditTables, MailTables {
  command: {
    id: string;
    digest: string;
    entity_kind: string;
    entity_id: string;
    type: string;
    actor_id: string;
    via: string;
    request_id: string | null;
    at: Instant;
    result: JsonColumn;
    /** In the log that commands and `audit` are together. */
    position: Generated<number>;
    address: string | null;
    means: string | null;
  };
  event: {
    entity_kind: string;
    entity_id: string;
    seq: number;
    position: Generated<number>;
    command_id: string;
    type: string;
    data: JsonColumn;
    actor_id: string;
    at: Instant;
  };
  entity: {
    kind: string;
    id: string;
    seq: number;
    open: boolean;
    began_at: Instant;
    next_at: MaybeInstant;
    state: JsonColumn;
  };
  project: {
    code: string;
    name: string;
    name_key: string;
    /** Pinyin initials of the name and, after a space, of the investor. */
    initials: string;
    county: string | null;
    investor: string | null;
    industry: string | null;
    project_type: string | null;
    agreement: string | null;
    investment_wan: number | null;
    leader_name: string | null;
    leader_id: string | null;
    team_unit_id: string | null;
    known_issue: string | null;
    note: string | null;
    source: string | null;
    /** Id of one of the sources in the settings. */
    lead_source: string | null;
    path_id: string;
    stage: string;
    status: string;
    gaps: string[];
    seq: number;
    started_at: Instant;
    changed_at: Instant;
    land_kind: string | null;
    parent_code: string | null;
    relation: string | null;
    phase: number | null;
    merged_into: string | null;
    /** `groundbreaking:施工许可证` for every paper a reached stage still lacks. */
    missing_evidence: string[];
    statistics_on: Day;
    /** The last month its money was reported for, `YYYY-MM`. */
    last_reported: string | null;
  };
  year_plan: {
    project_code: string;
    year: number;
    amount_wan: number;
  };
  month_report: {
    project_code: string;
    month: string;
    done_wan: number;
    to_date_wan: number;
    reported_on: string;
    late: boolean;
    corrections: number;
  };
  arrival: {
    project_code: string;
    number: number;
    on: string;
    currency: string;
    /** Exact decimal text. */
    amount: string;
    note: string | null;
  };
  milestone: {
    project_code: string;
    stage: string;
    stage_order: number;
    baseline: Day;
    plan: Day;
    revisions: number;
    actual: string | null;
    actual_first: Day;
    date_unknown: boolean;
    evidence: JsonColumn;
    waivers: JsonColumn;
  };
  problem: {
    code: string;
    title: string;
    detail: string | null;
    project_code: string | null;
    county: string | null;
    category: string;
    source: string;
    state: string;
    raised_by: string;
    lead_unit_id: string | null;
    co_unit_ids: string[];
    handler_id: string | null;
    due_at: MaybeInstant;
    /** By when a result is to be verified. */
    verify_due_at: MaybeInstant;
    /** Of the limit in force; a new one has not been told. */
    overdue_told: boolean;
    rejections: number;
    solution: JsonColumn | null;
    verified_by: string | null;
    split_unit_ids: string[];
    episode: number;
    level: number;
    on_agenda: boolean;
    /** 现场化解 */
    on_the_spot: boolean;
    satisfaction: string | null;
    merged_into: string | null;
    split_from: string | null;
    firm_contact_id: string | null;
    /** The decision of a meeting it came from. */
    meeting_id: string | null;
    decision_no: number | null;
    protocol: JsonColumn;
    seq: number;
    raised_at: Instant;
    changed_at: Instant;
  };
  calendar_seen: {
    id: number;
    fingerprint: string;
    seen_at: Instant;
  };
  /** Files that prove a result or its verification. */
  problem_paper: { problem_code: string; sha256: string };
  problem_promise: {
    problem_code: string;
    no: number;
    kind: string;
    unit_id: string | null;
    made_on: string;
    due_on: string;
    standing: string;
    reason: string | null;
  };
  series: {
    id: string;
    name: string;
    weekday: number;
    time: string;
    duration_minutes: number;
    venue: string;
    chair_id: string;
    attendee_ids: string[];
    themes: string[];
    holiday_rule: string;
    /** Null: every week. */
    rhythm: JsonColumn | null;
    /** Of a special meeting. */
    about: JsonColumn | null;
    status: string;
    seq: number;
  };
  meeting: {
    id: string;
    series_id: string;
    planned_date: string;
    status: string;
    moved: string | null;
    provisional: boolean;
    start_at: MaybeInstant;
    duration_minutes: number;
    theme: string | null;
    venue: string;
    chair_id: string;
    sequence: number;
    /** Why it was moved or cancelled by hand. */
    reason: string | null;
    done: string[];
    invited: Generated<string[]>;
    /** `Responded` of the domain, one for each who has answered. */
    responses: Generated<JsonColumn>;
    /** When it was caught up after its day; null when it was held in time. */
    ran_late_at: MaybeInstant;
    /** Steps that somebody has taken out, with who and why. */
    skipped: JsonColumn;
    seq: number;
  };
  unit: { id: string; name: string; kind: string; county: string | null };
  person: {
    id: string;
    name: string;
    title: string | null;
    address: string | null;
    unit_id: string;
    roles: string[];
    active: boolean;
  };
  /** Whom a project's investor is reached by: personal data, here only. */
  lead_contact: {
    project_code: string;
    name: string;
    organisation: string | null;
    title: string | null;
    phone: string | null;
    address: string | null;
  };
  /** Name and address are the person's of the same id. */
  expert: { id: string; fields: string[]; firms: string[]; active: boolean };
  policy: { id: string; title: string; unit_id: string; offer: string; valid_from: string; valid_to: Day };
  token: {
    hash: string;
    person_id: string;
    label: string;
    created_at: Instant;
    revoked_at: MaybeInstant;
    /** What it may be used for; null: all that its person may. */
    scopes: string[] | null;
    expires_at: MaybeInstant;
    last_used_at: MaybeInstant;
  };
  link: {
    /** The first digits of the hash: a name that opens nothing. */
    id: string;
    /** The order in which they were made. */
    position: Generated<number>;
    hash: string;
    purpose: string;
    entity_kind: string;
    entity_id: string;
    /** Which decision of a meeting. */
    part: number | null;
    /** Whom it speaks for: a person, or a firm outside by its name. */
    person_id: string | null;
    firm: string | null;
    /** The command it gives; it was used when the command log has it. */
    command_id: string;
    /** The mail it stands in; null when it was made by hand. */
    mail_id: string | null;
    made_by: string;
    made_at: Instant;
    expires_at: Instant;
    revoked_by: string | null;
    revoked_at: MaybeInstant;
  };
  import_job: {
    id: string;
    file_name: string;
    file_sha256: string;
    assume: JsonColumn;
    /** Readings as typed. */
    map: JsonColumn;
    /** `projects` or `problems` */
    ledger: string;
    state: string;
    actor_id: string;
    summary: JsonColumn;
    created_at: Instant;
    changed_at: Instant;
  };
  import_row: {
    import_id: string;
    position: number;
    sheet: string;
    row_number: number;
    name: string;
    verdict: string;
    facts: JsonColumn | null;
    refusals: JsonColumn;
    changes: JsonColumn;
    project_code: string | null;
    state: string;
    problem: JsonColumn | null;
    /** Rows of a lower one come before. */
    wave: number;
  };
  setting: {
    key: string;
    valid_from: string;
    version: number;
    value: JsonColumn;
    command_id: string | null;
    set_at: Instant;
  };
  colour_edition: {
    month: string;
    edition: number;
    known_on: string;
    basis: string;
    rules: JsonColumn;
    counts: JsonColumn;
    changes: JsonColumn;
    hash: string;
    reason: string | null;
    actor_id: string;
    published_at: Instant;
  };
  colour_row: {
    month: string;
    edition: number;
    position: number;
    subject: string;
    id: string;
    name: string;
    county: string | null;
    colour: string;
    noted: boolean;
    propose_removal: boolean;
    rule_id: string;
    rule_version: number;
    because: JsonColumn;
    unmeasured: JsonColumn;
  };
  batch: {
    code: string;
    name: string;
    stage: string;
    on: string;
    cut_off: string;
    main_venue: string;
    branch_venues: string[];
    status: string;
    /** The day it took place, once confirmed. */
    held_on: Day;
    confirmed_by: string | null;
    follow_ups: JsonColumn;
    cancel_reason: string | null;
    seq: number;
    planned_at: Instant;
    changed_at: Instant;
  };
  batch_project: {
    batch_code: string;
    position: number;
    project_code: string;
    venue: string;
    standing: string;
    late: boolean;
    reason: string | null;
    replaces: string | null;
    replaced_by: string | null;
    refusal: JsonColumn | null;
    /** What it counted on the day it was moved. */
    investment_wan: number | null;
  };
  brief: {
    week: string;
    since_at: Instant;
    until_at: Instant;
    deliver_at: Instant;
    late: boolean;
    /** Ids of people. */
    recipients: string[];
    unreachable: string[];
    content: JsonColumn;
    hash: string;
    actor_id: string;
    compiled_at: Instant;
  };
  reporting_round: {
    month: string;
    status: string;
    /** Steps given or skipped. */
    done: string[];
    /** Counties without anybody to ask. */
    unasked: string[];
    closed_on: Day;
    /** How each county stood at the close; null while it is open. */
    closed_counties: JsonColumn | null;
    seq: number;
    opened_at: Instant;
    changed_at: Instant;
  };
  stored_file: {
    sha256: string;
    name: string;
    type: string;
    bytes: number;
    stored_by: string;
    stored_at: Instant;
  };
  file_upload: {
    command_id: string;
    sha256: string;
    name: string;
    stored_by: string;
    stored_at: Instant;
  };
  code_counter: { prefix: string; last: number };
  code_allocation: { command_id: string; code: string };
}
