/** What the service runs with in tests. */
export const TEST_SETTINGS = {
  publicUrl: 'http://portal.test',
  secret: 'Nq7tYw2XcVb9LmKe4RzPdG6hJs8AuFy3',
  issuer: 'http://identity.test',
  audience: 'lianxie',
} as const
