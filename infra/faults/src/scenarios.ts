import { jointScenarios } from './joint-scenarios.ts'
import type { Scenario } from './scenario.ts'
import { crashes } from './scenarios/crashes.ts'
import { diskFull } from './scenarios/disk-full.ts'
import { poison } from './scenarios/poison.ts'
import { provisioning } from './scenarios/provisioning.ts'
import { readOnly } from './scenarios/read-only.ts'
import { streamLoss } from './scenarios/stream-loss.ts'
import { versionsContracts } from './scenarios/versions-contracts.ts'
import { versionsNats } from './scenarios/versions-nats.ts'

const breaking: readonly Scenario[] = [crashes, streamLoss, ...jointScenarios, poison, diskFull, readOnly]

/** Every scenario, in the order of their numbers. */
export const scenarios: readonly Scenario[] = [
  ...breaking,
  provisioning,
  versionsContracts,
  versionsNats(breaking.filter(({ short }) => short !== undefined)),
]
