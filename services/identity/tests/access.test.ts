import { isInternal } from '@lianxie/service-kit'
import { describeAccess } from '@lianxie/service-kit/testing'
import { createIdentity } from '../src/app.ts'
import { handlers } from '../src/commands.ts'
import { answers } from '../src/queries/answers.ts'
import { ACCESS } from './access.table.ts'
import { samples } from './samples.ts'
import { TEST_SETTINGS } from './settings.ts'

describeAccess(
  createIdentity(TEST_SETTINGS),
  [{ part: 'identity', handlers: handlers.filter((one) => !isInternal(one)), answers, samples, access: ACCESS }],
  async () => undefined,
)
