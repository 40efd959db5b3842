import { describeAccess } from '@lianxie/service-kit/testing'
import { supervision } from '../src/app.ts'
import { givenCommittee } from './given.ts'
import { parts } from './parts.ts'

describeAccess(supervision, parts, givenCommittee)
