import { Role } from '@lianxie/contracts'
import type { Access } from '@lianxie/service-kit/testing'

// Everybody who can sign in has notices and choices of their own; the office and the operators keep the committee's channels.
const EVERY = Role.options.filter((role) => role !== 'SYSTEM' && role !== 'PUBLIC')
const KEEP = ['OPS', 'STAFF_OFFICE'] as const

export const ACCESS: Access = {
  'notices.mark-read': EVERY,
  'notices.mark-all-read': EVERY,
  'notices.set-choices': EVERY,
  'notices.give-mail': EVERY,
  'notices.confirm-mail': EVERY,
  'notices.remove-mail': EVERY,
  'notices.set-own-robot': EVERY,
  'notices.remove-own-robot': EVERY,
  'notices.add-office-robot': KEEP,
  'notices.change-office-robot': KEEP,
  'notices.remove-office-robot': KEEP,
  'notices.requeue-delivery': EVERY,
  'notices.mailbox': EVERY,
  'notices.notices': EVERY,
  'notices.notice': EVERY,
  'notices.choices': EVERY,
  'notices.office-robots': [...KEEP, 'AUDITOR'],
  'notices.deliveries': KEEP,
}
