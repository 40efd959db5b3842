import { isInternal } from '@lianxie/service-kit'
import { describeAccess } from '@lianxie/service-kit/testing'
import { createNotices } from '../src/app.ts'
import { ACCESS } from './access.table.ts'
import { samples } from './samples.ts'
import { PUBLIC_URL } from './world.ts'

const notices = createNotices({ publicUrl: PUBLIC_URL })

describeAccess(
  notices,
  [
    {
      part: 'notices',
      handlers: notices.handlers.filter((one) => !isInternal(one)),
      answers: notices.answers,
      samples,
      access: ACCESS,
    },
  ],
  async () => undefined,
)
