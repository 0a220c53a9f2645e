import {
	Check,
	type LucideIcon,
	Mail,
	MailOpen,
	OctagonPause,
	PencilLine,
	Plus,
	RotateCcw,
	Signature,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Timeline } from '#app/ui/data/timeline.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { Tone } from '#app/ui/status/tone.ts'
import type { CaseEntry } from '../case.queries.server.ts'
import type { CaseNotice } from '../case-notices.queries.server.ts'

const LOOKS: Readonly<Record<string, { icon: LucideIcon; tone: Tone }>> = {
	'recall.draft': { icon: PencilLine, tone: 'draft' },
	'recall.open': { icon: RotateCcw, tone: 'recalled' },
	'recall.scope': { icon: OctagonPause, tone: 'hold' },
	'recall.expand': { icon: Plus, tone: 'recalled' },
	'recall.notices-queued': { icon: Mail, tone: 'draft' },
	'recall.notice-sent': { icon: Mail, tone: 'draft' },
	'recall.notice-opened': { icon: MailOpen, tone: 'waiting' },
	'recall.reminders-queued': { icon: Mail, tone: 'waiting' },
	'recall.answer': { icon: Check, tone: 'released' },
	'recall.address': { icon: PencilLine, tone: 'draft' },
	'recall.reconcile': { icon: Check, tone: 'draft' },
	'recall.close': { icon: Signature, tone: 'draft' },
	'recall.cancel': { icon: RotateCcw, tone: 'draft' },
	'recall.withdrawn': { icon: OctagonPause, tone: 'hold' },
	'recall.discard': { icon: RotateCcw, tone: 'draft' },
}

/** Which entries of the trail are a step of their own for people; the rest is in the audit explorer. */
export function RecallTimeline({
	history,
	notices,
	className,
}: {
	history: readonly CaseEntry[]
	notices: readonly CaseNotice[]
	className?: string
}) {
	const { t } = useTranslation('recall')
	const { dateTime, say } = useReader()
	const partyOf = new Map(notices.map((notice) => [notice.id, say(notice.party.name)]))
	const shown = history.filter((entry) => Object.hasOwn(LOOKS, entry.action))
	return (
		<Card title={t('timeline.title')} className={className ?? ''}>
			<Timeline
				label={t('timeline.title')}
				entries={shown.map((entry) => {
					const after = entry.after ?? {}
					const party = typeof after.noticeId === 'string' ? (partyOf.get(after.noticeId) ?? '') : ''
					const explanation = explanationOf(after)
					const count = Number(after.lots ?? after.queued ?? 0)
					return {
						key: String(entry.seq),
						title: t(`timeline.${entry.action.slice('recall.'.length)}`, {
							party,
							count: Number.isFinite(count) ? count : 0,
							actor: entry.actor,
						}),
						detail: (
							<>
								{party && entry.action !== 'recall.answer' ? null : entry.actor}
								{entry.reason && <span className="block wrap-anywhere">{entry.reason}</span>}
								{explanation && (
									<span className="block wrap-anywhere">
										{t('close.explanation')}: {explanation}
									</span>
								)}
							</>
						),
						time: dateTime(entry.at),
						dateTime: entry.at,
						...LOOKS[entry.action],
					}
				})}
			/>
		</Card>
	)
}

/** What was written for closing a recall although something is missing. */
function explanationOf({ fields }: Record<string, unknown>): string | null {
	if (typeof fields !== 'object' || fields === null || !('explanation' in fields)) return null
	return typeof fields.explanation === 'string' && fields.explanation ? fields.explanation : null
}
