import type { Means } from '../means.ts'
import { answerChoices } from './choices.ts'
import { answerDeliveries } from './deliveries.ts'
import { answerMailbox, answerNotice, answerNotices } from './notices.ts'
import { answerOfficeRobots } from './office-robots.ts'

/** Everything that can be read of notices. */
export const answersOf = (meansOf: () => Means) => [
  answerMailbox,
  answerNotices,
  answerNotice,
  answerChoices(meansOf),
  answerOfficeRobots(meansOf),
  answerDeliveries(meansOf),
]
