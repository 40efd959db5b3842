import { proposals as c, type Role } from '@lianxie/contracts'
import { handle, type Handler, keepWords, type Tx, withFiles } from '@lianxie/service-kit'
import { castKeyVote, closeKeyVote, openKeyVote, recordKeyVote } from './domain/key-vote.ts'
import { appointLeaders, decideKey, nominateKey, recordInstruction, withdrawNomination } from './domain/key.ts'
import { correctSupervision, recordSupervision } from './domain/supervision.ts'
import * as store from './store/key.ts'
import { findUnknown } from './store/known.ts'
import { findEntry } from './store/publication.ts'
import { loadSeen } from './store/seen.ts'
import type { Tables } from './store/tables.ts'

const OFFICE = ['STAFF_PROPOSAL'] as const
/** 主席会议的记录: kept by the general office. */
const MEETING = ['CHAIR', 'STAFF_OFFICE'] as const
const SUPERVISORS = ['STAFF_PROPOSAL', 'STAFF_OFFICE', 'SUPERVISION_OFFICE'] as const

interface About {
  proposalId: string
}

const onProposal = ({ proposalId }: About) => `proposal/${proposalId}`
const onVote = ({ voteId }: { voteId: string }) => `key-vote/${voteId}`

const withKey = async (tx: Tx<Tables>, { proposalId }: About) => ({
  proposal: await loadSeen(tx, proposalId),
  key: await store.findKeyState(tx, proposalId),
})
const withVote = async (tx: Tx<Tables>, { voteId }: { voteId: string }) => ({
  vote: await store.loadKeyVote(tx, voteId),
})

interface Supervised extends About {
  memberIds: readonly string[]
  bodyIds: readonly string[]
}
const supervised = async (tx: Tx<Tables>, body: Supervised, { actor }: { actor: { role: Role } }) => ({
  proposal: await loadSeen(tx, body.proposalId, actor.role),
  unknown: {
    members: await findUnknown(tx, 'known_member', body.memberIds),
    bodies: await findUnknown(tx, 'known_body', body.bodyIds),
  },
})

/** 重点提案、督办. */
export const keyHandlers: Handler<any, any, any>[] = [
  handle(c.NominateKey, {
    allow: OFFICE,
    target: onProposal,
    load: async (tx: Tx<Tables>, body) => ({
      ...(await withKey(tx, body)),
      unknownBodies: await findUnknown(tx, 'known_body', body.consultedBodyIds),
    }),
    decide: nominateKey,
    also: (tx, { reason }, [event]) => keepWords(tx, event!, { reason }),
  }),
  handle(c.WithdrawNomination, {
    allow: OFFICE,
    target: onProposal,
    load: withKey,
    decide: withdrawNomination,
    also: (tx, { reason }, [event]) => keepWords(tx, event!, { reason }),
  }),
  handle(c.OpenKeyVote, {
    allow: OFFICE,
    load: async (tx: Tx<Tables>, { proposalIds, bodyIds }) => ({
      nominated: await store.loadNominated(tx, proposalIds),
      unknownBodies: await findUnknown(tx, 'known_body', bodyIds),
    }),
    decide: openKeyVote,
  }),
  handle(c.CastKeyVote, { allow: ['GROUP_CLERK', 'CHAIR'], target: onVote, load: withVote, decide: castKeyVote }),
  handle(c.RecordKeyVote, { allow: OFFICE, target: onVote, load: withVote, decide: recordKeyVote }),
  handle(c.CloseKeyVote, { allow: OFFICE, target: onVote, load: withVote, decide: closeKeyVote }),
  handle(c.DecideKey, {
    allow: MEETING,
    target: onProposal,
    load: withKey,
    decide: decideKey,
    also: (tx, { meeting, reason }, [event]) => keepWords(tx, event!, { meeting, reason }),
  }),
  handle(c.AppointLeaders, {
    allow: [...OFFICE, 'STAFF_OFFICE'],
    target: onProposal,
    load: async (tx: Tx<Tables>, body) => ({
      ...(await withKey(tx, body)),
      unknown: {
        members: await findUnknown(tx, 'known_member', [body.supervisingMemberId]),
        bodies: await findUnknown(tx, 'known_body', [body.responsibleBodyId]),
      },
    }),
    decide: appointLeaders,
    also: (tx, { handlingLeaderPost, plan }, [event]) => keepWords(tx, event!, { handlingLeaderPost, plan }),
  }),
  withFiles(
    handle(c.RecordSupervision, {
      allow: SUPERVISORS,
      target: onProposal,
      load: supervised,
      decide: recordSupervision,
      also: (tx, { record, result }, [event]) => keepWords(tx, event!, { record, result }),
    }),
  ),
  withFiles(
    handle(c.CorrectSupervision, {
      allow: SUPERVISORS,
      target: onProposal,
      load: async (tx: Tx<Tables>, body, context) => {
        const version = await store.findSupervisionVersion(tx, body.proposalId, body.supervisionId)
        return {
          ...(await supervised(tx, body, context)),
          entry: version === undefined ? undefined : await findEntry(tx, body.proposalId, version, 'record'),
        }
      },
      decide: correctSupervision,
      also: (tx, { record, result, reason }, [event]) => keepWords(tx, event!, { record, result, reason }),
    }),
  ),
  handle(c.RecordInstruction, {
    allow: ['CHAIR'],
    target: onProposal,
    load: withKey,
    decide: recordInstruction,
    also: (tx, { leaderPost, text }, [event]) => keepWords(tx, event!, { leaderPost, text }),
  }),
]
