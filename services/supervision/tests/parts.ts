import { type Handler, isInternal } from '@lianxie/service-kit'
import type { ServicePart } from '@lianxie/service-kit/testing'
import { appraisalHandlers } from '../src/appraisal-commands.ts'
import { projectHandlers } from '../src/project-commands.ts'
import { appraisalAnswers } from '../src/queries/appraisal-answers.ts'
import { groupHandlers } from '../src/group-commands.ts'
import { groupAnswers } from '../src/queries/group-answers.ts'
import { levelHandlers } from '../src/level-commands.ts'
import { levelAnswers } from '../src/queries/level-answers.ts'
import { historyHandlers } from '../src/history-commands.ts'
import { historyAnswers } from '../src/queries/history-answers.ts'
import { projectAnswers } from '../src/queries/project-answers.ts'
import { rectificationAnswers } from '../src/queries/rectification-answers.ts'
import { reportAnswers } from '../src/queries/report-answers.ts'
import { rectificationHandlers } from '../src/rectification-commands.ts'
import { reportHandlers } from '../src/report-commands.ts'
import { appraisalAccess } from './appraisal-access.ts'
import { appraisalSamples } from './appraisal-samples.ts'
import { ballotHandlers } from '../src/ballot-commands.ts'
import { ballotAnswers } from '../src/queries/ballot-answers.ts'
import { ballotAccess } from './ballot-access.ts'
import { ballotSamples } from './ballot-samples.ts'
import { fieldHandlers } from '../src/field-commands.ts'
import { fieldAnswers } from '../src/queries/field-answers.ts'
import { fieldAccess } from './field-access.ts'
import { fieldSamples } from './field-samples.ts'
import type { Committee } from './given.ts'
import { groupAccess } from './group-access.ts'
import { groupSamples } from './group-samples.ts'
import { levelAccess } from './level-access.ts'
import { levelSamples } from './level-samples.ts'
import { historyAccess } from './history-access.ts'
import { historySamples } from './history-samples.ts'
import { projectAccess } from './project-access.ts'
import { projectSamples } from './project-samples.ts'
import { rectificationAccess } from './rectification-access.ts'
import { rectificationSamples } from './rectification-samples.ts'
import { reportAccess } from './report-access.ts'
import { reportSamples } from './report-samples.ts'

const asked = (handlers: readonly Handler<any, any, any>[]) => handlers.filter((handler) => !isInternal(handler))

/** The parts of the service, each with its samples and its rows of the access table. */
export const parts: ServicePart<Committee>[] = [
  {
    part: 'projects',
    handlers: asked(projectHandlers),
    answers: projectAnswers,
    samples: projectSamples,
    access: projectAccess,
  },
  {
    part: 'appraisals',
    handlers: asked(appraisalHandlers),
    answers: appraisalAnswers,
    samples: appraisalSamples,
    access: appraisalAccess,
  },
  {
    part: 'groups',
    handlers: asked(groupHandlers),
    answers: groupAnswers,
    samples: groupSamples,
    access: groupAccess,
  },
  {
    part: 'ballots',
    handlers: asked(ballotHandlers),
    answers: ballotAnswers,
    samples: ballotSamples,
    access: ballotAccess,
  },
  {
    part: 'levels',
    handlers: asked(levelHandlers),
    answers: levelAnswers,
    samples: levelSamples,
    access: levelAccess,
  },
  {
    part: 'history',
    handlers: asked(historyHandlers),
    answers: historyAnswers,
    samples: historySamples,
    access: historyAccess,
  },
  {
    part: 'visits and findings',
    handlers: asked(fieldHandlers),
    answers: fieldAnswers,
    samples: fieldSamples,
    access: fieldAccess,
  },
  {
    part: 'rectification',
    handlers: asked(rectificationHandlers),
    answers: rectificationAnswers,
    samples: rectificationSamples,
    access: rectificationAccess,
  },
  {
    part: 'reports',
    handlers: asked(reportHandlers),
    answers: reportAnswers,
    samples: reportSamples,
    access: reportAccess,
  },
]
