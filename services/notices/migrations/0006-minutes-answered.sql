-- 纪要已回复: the version that an invitee has answered; whoever has is not asked for it again when the day of it changes.
alter table known_invitee add column answered_version integer;
