-- 联合提案各方办理结果: what joint told of the results of each side, the own one among them.
create table known_joint_result (
  joint_key    uuid not null,
  committee    text not null,
  result_class text not null,
  replied_on   date not null,
  round        integer not null check (round > 0),
  primary key (joint_key, committee)
);
