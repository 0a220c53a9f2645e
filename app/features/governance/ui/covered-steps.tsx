import { ArrowRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import type { ProcedurePage } from '../procedures.queries.server.ts'

/** So many of those who lack it are named. */
const NAMED = 10

/** Steps of workflows that ask for a procedure, and who takes one without knowing its version in force. */
export function CoveredSteps({ page }: { page: Pick<ProcedurePage, 'steps' | 'missing'> }) {
	const { t } = useTranslation('governance')
	const { say, number } = useReader()
	const ability = useAbility()
	const { steps, missing } = page
	const named = missing?.rows.slice(0, NAMED) ?? []
	const unnamed = missing ? missing.rows.length - named.length + missing.more : 0
	return (
		<Card title={t('page.steps')} padding="flush">
			{steps.length === 0 ? (
				<p className="p-4 text-text-2">{t('page.noSteps')}</p>
			) : (
				<ListRows
					label={t('page.steps')}
					rows={steps.map((one) => ({
						key: `${one.workflow.key}/${one.step.key}`,
						icon: ArrowRight,
						title: `${say(one.workflow.title)}: ${say(one.step.title)}`,
						...(ability.can('read', 'Workflow') ? { to: `/workflows/${one.workflow.key}` } : {}),
					}))}
				/>
			)}
			{missing !== null && steps.length > 0 && (
				<p className="border-t border-line px-4 py-3 wrap-anywhere">
					<strong className="font-semibold">{t('page.missing')}</strong>{' '}
					<span className="text-text-2">{named.length > 0 ? named.join(', ') : t('page.missingNone')}</span>
					{unnamed > 0 && (
						<>
							{' '}
							<AppLink to="/training?lacking=1" className="underline">
								{t('page.missingMore', { more: number(unnamed) })}
							</AppLink>
						</>
					)}
				</p>
			)}
		</Card>
	)
}
