import { describeAccess } from '@lianxie/service-kit/testing'
import { proposals } from '../src/app.ts'
import { givenCommittee } from './given.ts'
import { parts } from './parts.ts'

describeAccess(proposals, parts, givenCommittee)
