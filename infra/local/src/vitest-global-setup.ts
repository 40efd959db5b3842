import type { TestProject } from 'vitest/node'
import { startTestPlatform } from './test-platform.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Of a PostgreSQL superuser. */
    adminUrl: string
    natsUrl: string
  }
}

/** Starts the platform once for all service tests of a run; vitest calls this only when such tests are selected. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const platform = await startTestPlatform()
  project.provide('adminUrl', platform.adminUrl)
  project.provide('natsUrl', platform.natsUrl)
  return platform.stop
}
