import { FileSpreadsheet, FileText, Plus, Truck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { ListRows } from '#app/ui/data/list-rows.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { span } from '#app/ui/layout/grid.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import type { SupplierHomeData } from '../read-home.server.ts'
import type { StatusLooks } from '../status-looks.server.ts'

const Empty = ({ children }: { children: string }) => <p className="px-4 py-3 text-text-2">{children}</p>

export function SupplierCertificatesCard({
	certificates,
	today,
}: {
	certificates: SupplierHomeData['certificates']
	today: string
}) {
	const { t } = useTranslation('home')
	const { date } = useReader()
	return (
		<Card
			className={span(4)}
			title={t('supplier.certificates')}
			padding="flush"
			actions={
				<ButtonLink to="/documents/new" size="sm" variant="ghost" icon={Plus}>
					{t('supplier.upload')}
				</ButtonLink>
			}
		>
			{certificates.length === 0 ? (
				<Empty>{t('supplier.noCertificates')}</Empty>
			) : (
				<ListRows
					label={t('supplier.certificates')}
					rows={certificates.map((one) => {
						const ended = one.validUntil !== null && one.validUntil < today
						return {
							key: one.id,
							icon: FileText,
							...(ended ? { tone: 'rejected' as const } : {}),
							title: one.title,
							detail: one.validUntil
								? t(ended ? 'supplier.ended' : 'supplier.valid', { date: date(one.validUntil) })
								: t('supplier.noEnd'),
							to: `/documents/${one.id}`,
						}
					})}
				/>
			)}
		</Card>
	)
}

export function SupplierDeliveriesCard({
	deliveries,
	looks,
}: {
	deliveries: SupplierHomeData['deliveries']
	looks: StatusLooks
}) {
	const { t } = useTranslation('home')
	const { date, say } = useReader()
	return (
		<Card
			className={span(4)}
			title={t('supplier.notices')}
			padding="flush"
			actions={
				<ButtonLink to="/deliveries/new" size="sm" variant="ghost" icon={Plus}>
					{t('supplier.newNotice')}
				</ButtonLink>
			}
		>
			{deliveries.length === 0 ? (
				<Empty>{t('supplier.noNotices')}</Empty>
			) : (
				<ListRows
					label={t('supplier.notices')}
					rows={deliveries.map((one) => {
						const look = looks[one.status]
						return {
							key: one.id,
							icon: Truck,
							title: <span className="mono">{one.number}</span>,
							detail: [
								t('supplier.lines', { count: one.lines }),
								one.expectedOn && t('supplier.expected', { date: date(one.expectedOn) }),
							]
								.filter(Boolean)
								.join(' · '),
							aside: <StatusText tone={look?.tone ?? 'active'} label={look ? say(look.title) : one.status} />,
							to: `/deliveries/${one.id}`,
						}
					})}
				/>
			)}
		</Card>
	)
}

export function SupplierImportsCard({ imports }: { imports: SupplierHomeData['imports'] }) {
	const { t } = useTranslation('home')
	const { relative, now, number } = useReader()
	const detail = (one: SupplierHomeData['imports'][number]) => {
		if (one.status !== 'done') return t(`importStatus.${one.status}`)
		const values = { created: number(one.created), bad: number(one.bad) }
		return one.bad > 0 ? t('supplier.importBad', values) : t('supplier.importDone', values)
	}
	return (
		<Card
			className={span(4)}
			title={t('supplier.recent')}
			padding="flush"
			actions={<AppLink to="/imports">{t('supplier.all')}</AppLink>}
		>
			{imports.length === 0 ? (
				<Empty>{t('supplier.noImports')}</Empty>
			) : (
				<ListRows
					label={t('supplier.recent')}
					rows={imports.map((one) => ({
						key: one.id,
						icon: FileSpreadsheet,
						...(one.bad > 0 ? { tone: 'warn' as const } : {}),
						title: one.fileName,
						detail: `${detail(one)} · ${relative(one.createdAt, now)}`,
						to: `/imports/${one.id}`,
					}))}
				/>
			)}
		</Card>
	)
}
