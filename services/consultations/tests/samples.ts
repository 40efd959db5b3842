import type { CommandSample, QuerySample } from '@lianxie/service-kit/testing'

/** Well-formed requests, one or more of each command and query of a part of the service, about things that exist. */
export interface Samples {
  commands: CommandSample[]
  queries: QuerySample[]
}
