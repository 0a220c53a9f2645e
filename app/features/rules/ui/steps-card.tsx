import { useTranslation } from 'react-i18next'
import type { ListPage } from '#app/core/list-cursor.ts'
import { SHIPPED_NOTE } from '#app/platform/definitions/draft.model.ts'
import type { HistoryStep } from '#app/platform/definitions/history.queries.server.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { ListPager } from '#app/ui/data/list-pager.tsx'
import { Timeline } from '#app/ui/data/timeline.tsx'
import { Card } from '#app/ui/layout/card.tsx'

/** Every step of every version and what was said, the newest first. */
export function StepsCard({ steps }: { steps: ListPage<HistoryStep> }) {
	const { t } = useTranslation('rules')
	const { dateTime } = useReader()
	const name = (step: HistoryStep) => t(`steps.${step.step as 'submit'}`, { defaultValue: step.step })
	return (
		<Card title={t('steps.title')} sub={t('steps.sub')} id="steps">
			<Timeline
				label={t('steps.title')}
				entries={steps.rows.map((step) => ({
					key: String(step.seq),
					title: (
						<>
							{step.number === null ? t('history.draft') : `v${step.number}`} · {name(step)} · {step.actor}
							{step.times > 1 && ` · ${t('steps.times', { count: step.times })}`}
						</>
					),
					detail: (
						<>
							{step.comment && (
								<p className="whitespace-pre-wrap">
									{step.comment.anchorLabel && `${step.comment.anchorLabel}: `}
									{step.comment.body}
								</p>
							)}
							{step.note && <p>{step.note === SHIPPED_NOTE ? t('history.shippedNote') : step.note}</p>}
							{step.effectiveFrom && <p>{t('life.scheduled', { when: dateTime(step.effectiveFrom) })}</p>}
							{step.signature && (
								<p className={step.signature.void ? 'line-through' : undefined}>
									{t(step.signature.void ? 'steps.void' : 'steps.signed', {
										who: step.signature.printedName,
										when: dateTime(step.signature.signedAt),
									})}
								</p>
							)}
						</>
					),
					time: dateTime(step.at),
					dateTime: step.at,
				}))}
			/>
			<div className="-mx-4 empty:hidden">
				<ListPager name="steps" page={steps} />
			</div>
		</Card>
	)
}
