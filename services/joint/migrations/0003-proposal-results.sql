-- 联合提案: which own proposals bear a key, as proposals told of them.
create table keyed_proposal (
  proposal_id uuid primary key,
  joint_key   uuid not null
);
create index proposals_of_joint_key on keyed_proposal (joint_key);

-- 办理结果: of each own proposal the result of its last reply. One that was merged is answered with its case.
create table own_result (
  proposal_id  uuid primary key,
  case_id      uuid not null,
  result_class text not null,
  replied_on   date not null,
  round        integer not null check (round > 0)
);
create index results_of_case on own_result (case_id);
