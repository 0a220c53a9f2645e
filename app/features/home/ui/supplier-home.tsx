import { FileUp, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { Grid } from '#app/ui/layout/grid.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import type { SupplierHomeData } from '../read-home.server.ts'
import { RequestsPanel } from './requests-panel.tsx'
import { ScoreCard } from './score-card.tsx'
import { SupplierLotsCard } from './supplier-lots-card.tsx'
import { SupplierCertificatesCard, SupplierDeliveriesCard, SupplierImportsCard } from './supplier-record-cards.tsx'

/** A supplier's first page: what is asked of them, their lots as the customer sees them, their score and its reasons. */
export function SupplierHome({ home, tenant }: { home: SupplierHomeData; tenant: string }) {
	const { t } = useTranslation('home')
	const { say } = useReader()
	const { requests } = home
	const overdue = requests.filter((request) => request.overdue).length
	const party = home.party ? say(home.party) : ''
	return (
		<>
			<PageHead
				title={requests.length > 0 ? t('supplier.asked', { count: requests.length }) : t('supplier.nothing')}
				subtitle={
					overdue > 0
						? t('supplier.subtitleDue', { party, tenant, overdue })
						: t('supplier.subtitle', { party, tenant })
				}
				actions={
					<>
						<ButtonLink to="/imports/new" icon={FileUp}>
							{t('supplier.import')}
						</ButtonLink>
						<ButtonLink to="/lots/new" variant="primary" icon={Plus}>
							{t('supplier.register')}
						</ButtonLink>
					</>
				}
			/>
			<div className="flex flex-col gap-4">
				<RequestsPanel home={home} tenant={tenant} />
				<Grid>
					<SupplierLotsCard lots={home.lots} looks={home.looks.lot} count={home.standing.lots} />
					<ScoreCard score={home.score} history={home.history} />
				</Grid>
				<Grid>
					<SupplierCertificatesCard certificates={home.certificates} today={home.today} />
					<SupplierDeliveriesCard deliveries={home.deliveries} looks={home.looks.delivery} />
					<SupplierImportsCard imports={home.imports} />
				</Grid>
			</div>
		</>
	)
}
