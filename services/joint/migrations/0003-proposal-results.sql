-- 联合提案办理结果: of each own proposal with a key the result of its last reply, as proposals told of it.
create table own_result (
  joint_key    uuid primary key,
  proposal_id  uuid not null,
  result_class text not null,
  replied_on   date not null,
  round        integer not null check (round > 0)
);
create index own_result_of_proposal on own_result (proposal_id);
create index own_result_newest on own_result (replied_on desc, joint_key);
