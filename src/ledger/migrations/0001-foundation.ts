import { sql, type Kysely, type Migration } from 'kysely';

/**
 * Events are facts and are never changed; everything else can be worked out from them again, except people's personal data, mails and
 * files. The same SQL runs on the embedded database and on PostgreSQL ≥ 15.
 */
const STATEMENTS = [
  `create table command (
    id text primary key,
    digest text not null,
    entity_kind text not null,
    entity_id text not null,
    type text not null,
    actor_id text not null,
    via text not null,
    request_id text,
    at timestamptz not null,
    result jsonb not null
  )`,
  `create index command_entity on command (entity_kind, entity_id)`,
  `create table event (
    entity_kind text not null,
    entity_id text not null,
    seq integer not null,
    position bigint generated always as identity,
    command_id text not null references command (id),
    type text not null,
    data jsonb not null,
    actor_id text not null,
    at timestamptz not null,
    primary key (entity_kind, entity_id, seq)
  )`,
  `create unique index event_position on event (position)`,
  `create function refuse_change() returns trigger language plpgsql as $$
    begin raise exception 'the ledger only appends: % on %', tg_op, tg_table_name; end $$`,
  `create trigger event_append_only before update or delete or truncate on event
    for each statement execute function refuse_change()`,
  `create trigger command_append_only before update or delete or truncate on command
    for each statement execute function refuse_change()`,
  `create table entity (
    kind text not null,
    id text not null,
    seq integer not null,
    open boolean not null,
    began_at timestamptz not null,
    next_at timestamptz,
    state jsonb not null,
    primary key (kind, id)
  )`,
  `create index entity_open on entity (kind) where open`,

  `create table project (
    code text primary key,
    name text not null,
    name_key text not null,
    county text,
    investor text,
    industry text,
    project_type text,
    agreement text,
    investment_wan bigint check (investment_wan >= 0),
    leader_name text,
    leader_id text,
    team_unit_id text,
    known_issue text,
    note text,
    source text,
    path_id text not null,
    stage text not null,
    status text not null,
    gaps text[] not null,
    seq integer not null,
    started_at timestamptz not null,
    changed_at timestamptz not null
  )`,
  `create index project_name_key on project (name_key)`,
  `create index project_county on project (county, stage)`,
  `create table milestone (
    project_code text not null references project (code),
    stage text not null,
    stage_order integer not null,
    baseline date,
    plan date,
    revisions integer not null,
    actual text,
    actual_first date,
    date_unknown boolean not null,
    evidence jsonb not null,
    primary key (project_code, stage)
  )`,
  `create index milestone_plan on milestone (plan) where actual is null and not date_unknown`,
  `create table problem (
    code text primary key,
    title text not null,
    detail text,
    project_code text,
    county text,
    category text not null,
    source text not null,
    state text not null,
    raised_by text not null,
    lead_unit_id text,
    co_unit_ids text[] not null,
    handler_id text,
    due_at timestamptz,
    overdue_told boolean not null,
    rejections integer not null,
    solution jsonb,
    verified_by text,
    seq integer not null,
    raised_at timestamptz not null,
    changed_at timestamptz not null
  )`,
  `create index problem_project on problem (project_code)`,
  `create index problem_open on problem (due_at) where state not in ('closed', 'withdrawn')`,
  `create table series (
    id text primary key,
    name text not null,
    weekday integer not null,
    time text not null,
    duration_minutes integer not null,
    venue text not null,
    chair_id text not null,
    attendee_ids text[] not null,
    themes text[] not null,
    holiday_rule text not null,
    status text not null,
    seq integer not null
  )`,
  `create table meeting (
    id text primary key,
    series_id text not null references series (id),
    planned_date date not null,
    status text not null,
    moved text,
    provisional boolean not null,
    start_at timestamptz,
    duration_minutes integer not null,
    theme text,
    venue text not null,
    chair_id text not null,
    sequence integer not null,
    done text[] not null,
    seq integer not null,
    unique (series_id, planned_date)
  )`,
  `create table unit (
    id text primary key,
    name text not null,
    kind text not null,
    county text
  )`,
  `create table person (
    id text primary key,
    name text not null,
    title text,
    address text,
    unit_id text not null references unit (id),
    roles text[] not null,
    active boolean not null
  )`,
  `create index person_unit on person (unit_id)`,
  `create table token (
    hash text primary key,
    person_id text not null references person (id),
    label text not null,
    created_at timestamptz not null,
    revoked_at timestamptz
  )`,

  `create table mail (
    id text primary key,
    dedupe_key text not null unique,
    kind text not null,
    slot text not null,
    person_id text not null,
    to_name text not null,
    to_address text not null,
    policy text not null,
    state text not null,
    subject text,
    html text,
    body_text text,
    ics text,
    message_id text,
    date_ms bigint,
    attempts integer not null default 0,
    doubts integer not null default 0,
    not_before timestamptz,
    expires_at timestamptz,
    lease_until timestamptz,
    last_reply text,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    sent_at timestamptz
  )`,
  `create index mail_due on mail (not_before) where state in ('pending', 'retry', 'sending', 'committing')`,
  `create index mail_slot on mail (slot)`,
  `create table mail_item (
    position bigint generated always as identity primary key,
    mail_id text not null references mail (id),
    entity_kind text not null,
    entity_id text not null,
    data jsonb not null
  )`,
  `create index mail_item_mail on mail_item (mail_id)`,

  `create table import_job (
    id text primary key,
    file_name text not null,
    file_sha256 text not null,
    assume jsonb not null,
    state text not null,
    actor_id text not null,
    summary jsonb not null,
    created_at timestamptz not null,
    changed_at timestamptz not null
  )`,
  `create table import_row (
    import_id text not null references import_job (id),
    position integer not null,
    sheet text not null,
    row_number integer not null,
    name text not null,
    verdict text not null,
    facts jsonb,
    refusals jsonb not null,
    changes jsonb not null,
    project_code text,
    state text not null,
    problem jsonb,
    primary key (import_id, position)
  )`,

  `create table setting (
    key text not null,
    valid_from date not null,
    version integer not null,
    value jsonb not null,
    command_id text,
    set_at timestamptz not null,
    primary key (key, version)
  )`,
  `create table code_counter (
    prefix text primary key,
    last integer not null
  )`,
  `create table code_allocation (
    command_id text primary key,
    code text not null
  )`,
];

export const foundation: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};
