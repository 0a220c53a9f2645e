import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ListPage } from '#app/core/list-cursor.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { ListPager } from '#app/ui/data/list-pager.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { CASES } from '../case.model.ts'
import type { CaseOfRecord } from '../case-links.queries.server.ts'

/** What a record has led to, and the way to a CAPA that comes from it. */
export function CasesOfRecord({ cases, from }: { cases: ListPage<CaseOfRecord>; from: string }) {
	const { t } = useTranslation('cases')
	const ability = useAbility()
	return (
		<Card
			title={t('page.ledTo')}
			padding="flush"
			actions={
				ability.can('create', 'Capa') && (
					<ButtonLink to={`${CASES.capa.path}/new?from=${from}`} size="sm" variant="ghost" icon={Plus}>
						{t('kinds.capa.open')}
					</ButtonLink>
				)
			}
		>
			{cases.rows.length === 0 ? (
				<p className="p-4 text-text-3">{t('page.ledToNothing')}</p>
			) : (
				<ListRows
					label={t('page.ledTo')}
					rows={cases.rows.map((one) => ({
						key: one.id,
						to: `${CASES[one.kind].path}/${one.id}`,
						title: <span className="mono">{one.number}</span>,
						detail: one.title,
					}))}
				/>
			)}
			<ListPager name="cases" page={cases} />
		</Card>
	)
}
