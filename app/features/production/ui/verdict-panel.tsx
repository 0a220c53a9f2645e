import { CircleCheck, OctagonX, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { cx } from '#app/ui/cx.ts'
import { MatchCheckTable } from '#app/ui/data/match-check-table.tsx'
import { toneClass } from '#app/ui/status/tone.ts'
import type { LineVerdict } from '../answer-order.server.ts'

export type VerdictPanelProps = { verdict: LineVerdict; detail?: string; children?: ReactNode }

/** Yes or no in a size that is read from a step away, with the reason and what would make it pass. */
export function VerdictPanel({ verdict, detail, children }: VerdictPanelProps) {
	const { t } = useTranslation('production')
	const { say } = useReader()
	const stopped = verdict.status === 'block' || verdict.status === 'unknown'
	const tone = stopped ? 'block' : verdict.status
	const Icon = stopped ? OctagonX : verdict.status === 'warn' ? TriangleAlert : CircleCheck
	const title = t(stopped ? 'scan.stop' : verdict.status === 'warn' ? 'scan.warn' : 'scan.use', { lot: verdict.code })
	return (
		<div className={cx(toneClass(tone), 'border-t border-c-line')}>
			<div className={cx('px-4 py-4', stopped ? 'bg-c-bg' : 'bg-surface')}>
				<div className="flex items-start gap-3">
					<Icon aria-hidden="true" className="mt-0.5 size-8! flex-none stroke-2! text-c-fg" />
					<div className="min-w-0 flex-1">
						<p
							role={stopped ? 'alert' : 'status'}
							className={cx('text-18 font-semibold wrap-anywhere', stopped && 'text-c-fg')}
						>
							{title}
						</p>
						{detail && <p className="text-text-2">{detail}</p>}
						{verdict.messages.map((message) => (
							<p key={message} className="mt-1.5 text-14">
								{message}
							</p>
						))}
						{stopped && verdict.decisionId && (
							<p className="mt-2 text-12 text-text-2">
								{t('scan.decided', { version: verdict.version })}{' '}
								<AppLink to={`/decisions/${verdict.decisionId}`}>{t('scan.decision')}</AppLink>
							</p>
						)}
					</div>
				</div>
				{children}
			</div>
			<details className="border-t border-line">
				<summary className="cursor-pointer px-4 py-2 text-12 text-text-2 pointer-coarse:py-3">
					{t('scan.details')}
				</summary>
				<MatchCheckTable
					caption={t('scan.caption', { lot: verdict.code })}
					passedOpen
					checks={verdict.checks.map((check) => ({
						key: check.ruleKey,
						name: say(check.label),
						rule: check.status === 'pass' ? undefined : check.ruleKey,
						expected: say(check.expected),
						actual: say(check.actual),
						outcome: check.status,
					}))}
				/>
			</details>
		</div>
	)
}
