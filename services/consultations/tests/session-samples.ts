import type { TestService } from '@lianxie/service-kit/testing'
import type { Directory } from './plan-given.ts'
import type { Samples } from './samples.ts'

/** Well-formed requests about sessions, research, outcomes and promises. */
export async function sessionSamples(_service: TestService, _given: Directory): Promise<Samples> {
  return { commands: [], queries: [] }
}
