import type { Scenario } from './scenario.ts'
import { jointHubLost } from './scenarios/joint-hub-lost.ts'
import { jointHubWiped } from './scenarios/joint-hub-wiped.ts'
import { jointMemberOffline } from './scenarios/joint-member-offline.ts'
import { jointRestored } from './scenarios/joint-restored.ts'
import { jointTwoHubs } from './scenarios/joint-two-hubs.ts'

/** What breaks the exchange of signed entries: the hub, a member, a database that went back in time. */
export const jointScenarios: readonly Scenario[] = [
  jointHubLost,
  jointMemberOffline,
  jointHubWiped,
  jointTwoHubs,
  jointRestored,
]
