import type { ListType, Params, Role } from '../../data/contracts.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { committeeId } from '../../shell/use-committee.ts'
import type { Group } from './due-group.ts'
import {
  byDue,
  countsOf,
  type Kind,
  ofCommitments,
  ofCompacts,
  ofConsultations,
  ofDrafts,
  ofIssues,
  ofJointTasks,
  ofMinutes,
  ofOutcomes,
  ofPressure,
  ofProjects,
  ofProposals,
  ofSignatures,
  type Task,
} from './tasks.ts'

const MOST = 100
const UNITS: readonly Role[] = ['UNIT_HANDLER', 'UNIT_LEADER']
const DRAFTERS: readonly Role[] = ['STAFF_CONSULTATION', 'STAFF_OFFICE']
const SIGNERS: readonly Role[] = [...DRAFTERS, 'CHAIR']

export interface Chosen {
  group?: Group | undefined
  kind?: Kind | undefined
}

/** 待办 of all services in a role: what each is asked is what this role can do something about. */
export function useTasks(
  role: Role,
  { group, kind }: Chosen,
  isOfProposals: (kind: Kind) => boolean,
  untitled: string,
) {
  const isUnit = UNITS.includes(role)
  const drafts = DRAFTERS.includes(role)
  const signs = SIGNERS.includes(role)
  const approves = role === 'CHAIR' || role === 'STAFF_OFFICE'
  const proposals = useAnswer(
    'proposals.to-do',
    {
      limit: MOST,
      ...(group && { group }),
      ...(kind && isOfProposals(kind) && { kind }),
    } as Params<'proposals.to-do'>,
    { keep: true },
  )
  const consultations = useSome('consultations.my-tasks', {}, isUnit)
  const issues = useSome('supervision.issue-inbox', { waiting: 'true' }, isUnit)
  const reporting = useSome('joint.own-tasks', { ended: 'false' }, isUnit)
  const verifying = useSome('joint.own-tasks', { state: 'DONE' }, drafts)
  const commitments = useSome('consultations.commitments', { state: ['REPORTED_DONE'] }, drafts)
  const minutes = useSome(
    'consultations.sessions',
    { state: ['HELD'], minutes: role === 'CHAIR' ? ['CIRCULATED'] : ['NONE', 'DRAFTED'] },
    signs,
  )
  const outcomes = useSome('consultations.outcomes', { state: [role === 'CHAIR' ? 'DRAFTED' : 'APPROVED'] }, approves)
  const projects = useSome('supervision.projects', { state: ['PROPOSED'] }, approves)
  const signatures = useSome('joint.to-sign', {}, signs)
  const compacts = useSome('joint.compacts', { stage: 'SIGNING' }, role === 'CHAIR')
  const releases = useSome('joint.drafts', { state: 'PREPARED' }, signs)
  const pressure = useSome('proposals.pressure-reports', { settled: 'false' }, role === 'STAFF_PROPOSAL')
  const grants = useAnswer(
    'identity.role-grants',
    { limit: 1, state: ['PROPOSED'] },
    { enabled: role === 'STAFF_OFFICE' },
  )
  const asked = [
    proposals,
    consultations,
    issues,
    reporting,
    verifying,
    commitments,
    minutes,
    outcomes,
    projects,
    signatures,
    compacts,
    releases,
    pressure,
    grants,
  ]
  const others: Task[] = [
    ...ofConsultations(consultations.data?.items ?? []),
    ...ofIssues(issues.data?.items ?? []),
    ...ofJointTasks([...(reporting.data?.items ?? []), ...(verifying.data?.items ?? [])]),
    ...ofCommitments(commitments.data?.items ?? []),
    ...ofMinutes(minutes.data?.items ?? []),
    ...ofOutcomes(outcomes.data?.items ?? []),
    ...ofProjects(projects.data?.items ?? []),
    ...ofSignatures(signatures.data?.items ?? []),
    ...ofCompacts(compacts.data?.items ?? [], committeeId),
    ...ofPressure(pressure.data?.items ?? []),
    ...ofDrafts(releases.data?.items ?? [], role, untitled),
  ]
  const isChosen = (task: Task) =>
    (group === undefined || task.group === group) && (kind === undefined || task.kind === kind)
  return {
    tasks: [...ofProposals(proposals.data?.items ?? []), ...others].filter(isChosen).toSorted(byDue),
    counts: countsOf(proposals.data?.counts ?? [], others),
    /** 待批准授权: they have no last day and a page of their own. */
    grants: grants.data?.total ?? 0,
    /** Of proposals there are more than are shown here. */
    more: proposals.data !== undefined && proposals.data.total > proposals.data.items.length,
    isPending: asked.some(({ isLoading }) => isLoading),
    isError: asked.some(({ isError }) => isError),
  }
}

const useSome = <T extends ListType>(type: T, params: object, enabled: boolean) =>
  useAnswer(type, { limit: MOST, ...params } as unknown as Params<T>, { enabled })
