import type { Access } from '@lianxie/service-kit/testing'

// domain.md §3.1 and §3.3: operators and the general office keep accounts, two of them together; auditors look on.
const KEEP = ['OPS', 'STAFF_OFFICE'] as const
const READ = ['OPS', 'STAFF_OFFICE', 'AUDITOR'] as const

export const ACCESS: Access = {
  'identity.create-accounts': KEEP,
  'identity.stop-account': KEEP,
  'identity.reinstate-account': KEEP,
  'identity.reset-password': KEEP,
  'identity.reset-second-factor': KEEP,
  'identity.end-sessions': KEEP,
  'identity.link-sso': KEEP,
  'identity.unlink-sso': KEEP,
  'identity.propose-role-grant': KEEP,
  'identity.approve-role-grant': KEEP,
  'identity.revoke-role': KEEP,
  'identity.register-service-account': KEEP,
  'identity.approve-service-account': KEEP,
  'identity.renew-service-secret': KEEP,
  'identity.stop-service-account': KEEP,
  'identity.accounts': READ,
  'identity.account': READ,
  'identity.role-grants': READ,
  'identity.sign-ins': READ,
  'identity.service-accounts': READ,
}
