interface Words {
  zh: string
  en: string
  /** The whole, by its code. */
  of?: string
}

/**
 * 统计口径: what is counted of findings, and of what each number is a part (`of`). Project, report, board and statistics count
 * by these alone. 整改率 is `VERIFIED` of `ISSUES` (`domain.md` §4, "verified / issues").
 */
export const FINDING_FIGURES = {
  FINDINGS: { zh: '发现问题', en: 'found by groups, those left out of lists as well' },
  LISTED: { zh: '列入清单', en: 'put on a list, those taken off again as well', of: 'FINDINGS' },
  DISPUTED: { zh: '曾提异议', en: 'disputed by the unit', of: 'LISTED' },
  WITHDRAWN: { zh: '复核撤销', en: 'taken off the list after a re-check', of: 'LISTED' },
  ISSUES: { zh: '应整改问题', en: 'listed and not taken off; of imported years, all that were told', of: 'FINDINGS' },
  DUE: { zh: '有整改期限的问题', en: 'issues with a term', of: 'ISSUES' },
  RECTIFIED: { zh: '已整改', en: 'issues put right, verified or not', of: 'ISSUES' },
  VERIFIED: { zh: '已销号（销号率）', en: 'verified (the share closed)', of: 'ISSUES' },
  OPEN: { zh: '未销号', en: 'not verified', of: 'ISSUES' },
  OVERDUE: { zh: '逾期未整改', en: 'not rectified when the term ended', of: 'DUE' },
  LATE: { zh: '逾期后整改', en: 'rectified after the term had ended', of: 'DUE' },
  TO_VERIFY: { zh: '待核查', en: 'rectified, waiting for the group', of: 'OPEN' },
  REOPENED: { zh: '曾退回重新整改', en: 'reopened at least once', of: 'ISSUES' },
  RELAPSED: { zh: '回头看反弹', en: 'relapsed at a look-back', of: 'ISSUES' },
  REPEATED: {
    zh: '同类问题重复发生',
    en: 'of a subject that was found at the same unit before, those dropped apart',
    of: 'FINDINGS',
  },
} as const satisfies Record<string, Words>
export type FindingFigure = keyof typeof FINDING_FIGURES

/** The figures of some codes, in the order of the codes. */
export const figuresOf = <const C extends FindingFigure>(codes: readonly C[]): Pick<typeof FINDING_FIGURES, C> =>
  Object.fromEntries(codes.map((code) => [code, FINDING_FIGURES[code]])) as Pick<typeof FINDING_FIGURES, C>
