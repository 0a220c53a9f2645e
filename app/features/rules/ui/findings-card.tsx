import { Info, TriangleAlert } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { Analysis } from '../analyse-rule-set.server.ts'
import { ANALYSIS_DAY } from '../static-checks/analysis-day.model.ts'

type Props = { findings: Analysis['findings']; onShow: (path: string) => void }

/** What the rules may not have been meant to do, each with facts that show it. */
export const FindingsCard = memo(function FindingsCard({ findings, onShow }: Props) {
	const { t } = useTranslation('rules')
	const { say, date } = useReader()
	return (
		<Card
			title={t('findings.title')}
			sub={String(findings.length)}
			padding="flush"
			footer={t('findings.day', { date: date(ANALYSIS_DAY) })}
		>
			{findings.length === 0 ? (
				<p className="p-4 text-text-3">{t('findings.none')}</p>
			) : (
				// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls and holds nothing to press is scrolled by the keyboard
				<section aria-label={t('findings.title')} tabIndex={0} className="max-h-[420px] overflow-y-auto">
					<ListRows
						label={t('findings.title')}
						rows={findings.slice(0, 50).map((finding) => ({
							key: `${finding.code} ${finding.path} ${finding.rules.join()} ${finding.message.en}`,
							title: say(finding.message),
							detail: finding.example && <Example facts={finding.example} />,
							icon: finding.severity === 'warning' ? TriangleAlert : Info,
							tone: finding.severity === 'warning' ? ('warn' as const) : ('unknown' as const),
							aside: finding.path !== '/rules' && (
								<Button size="sm" variant="ghost" onClick={() => onShow(finding.path)}>
									{t('problems.show')}
								</Button>
							),
						}))}
					/>
				</section>
			)}
		</Card>
	)
})

/** Facts as rules name them: `lot.status = released`. */
function Example({ facts }: { facts: NonNullable<Analysis['findings'][number]['example']> }) {
	const { t } = useTranslation('rules')
	const entries = Object.entries(facts).flatMap(([group, values]) =>
		Object.entries(values as Record<string, unknown>).map(
			([name, value]) => [`${group}.${name}`, shown(value)] as const,
		),
	)
	if (entries.length === 0) return <span>{t('findings.anyFacts')}</span>
	return (
		<span className="flex flex-col gap-0.5">
			<span>{t('findings.example')}</span>
			{entries.map(([name, value]) => (
				<span key={name} className="font-mono whitespace-normal wrap-anywhere">{`${name} = ${value}`}</span>
			))}
		</span>
	)
}

function shown(value: unknown): string {
	if (typeof value === 'object' && value !== null && 'unit' in value && 'value' in value)
		return `${String(value.value)} ${String(value.unit)}`
	return String(value)
}
