-- 到会: who came is asked about the minutes. Absent where nobody has told it yet.
alter table known_invitee add column came boolean;
