-- Who may read a file: every draft that names its hash. What entries name is known from the chains.
create index files_of_draft on draft using gin ((content::jsonb -> 'files') jsonb_path_ops);
