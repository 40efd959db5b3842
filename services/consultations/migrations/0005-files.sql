-- Files that were uploaded, by their hash; written by the upload itself, not by events.
create table stored_file (
  sha256      text primary key,
  size        bigint not null,
  media_type  text not null,
  uploaded_at timestamptz not null,
  uploaded_by text not null
);

-- Who may read a file: every mention of its hash (`mayReadFile`).
create index file_of_material on session_material using gin (file jsonb_path_ops);
create index file_of_speech on session_speech using gin (file jsonb_path_ops);
create index file_of_minutes on session_minutes using gin (file jsonb_path_ops);
create index files_of_commitment_report on commitment_report using gin (files jsonb_path_ops);
create index files_of_visit on research_visit using gin (files jsonb_path_ops);
create index file_of_report on research_report using gin (file jsonb_path_ops);
create index file_of_outcome on outcome using gin (file jsonb_path_ops);
create index files_of_suggestion on outcome_suggestion using gin (files jsonb_path_ops);
create index files_of_suggestion_report on suggestion_report using gin (files jsonb_path_ops);
