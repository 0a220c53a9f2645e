import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { lotStateLook } from '#app/features/lots/lot-state-look.ts'
import { readLotStates } from '#app/features/lots/lot-states.queries.server.ts'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { useAbility } from '#app/shell/use-ability.ts'
import { AppLink } from '#app/ui/actions/app-link.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { Note } from '#app/ui/feedback/note.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { Count } from '#app/ui/status/count.tsx'
import { StatusText } from '#app/ui/status/status-text.tsx'
import { provenancePath } from '../shipment.model.ts'
import { type LotCertificate, readLotCertificates, readShipment } from '../shipping.queries.server.ts'

export async function loader(args: LoaderFunctionArgs) {
	const id = z.uuid().safeParse(args.params.id)
	if (!id.success) throw new Response('Not Found', { status: 404 })
	return withContext(args, { can: ['read', 'Shipment'] }, async (ctx) => {
		const shipment = partyOf(ctx.actor) ? await readShipment(ctx, id.data) : null
		if (!shipment) throw new Response('Not Found', { status: 404 })
		const { partyEmail: _email, partyLanguage: _language, ...shown } = shipment
		return {
			shipment: {
				...shown,
				lines: shown.lines.map(
					({ decisionId: _id, decisionVersion: _version, decidedAt: _at, onHand: _onHand, ...line }) => line,
				),
			},
			certificates: await readLotCertificates(
				ctx,
				shipment.lines.map((line) => line.lotId),
			),
			lotStates: await readLotStates(ctx),
		}
	})
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: `${data?.shipment.number ?? ''} · Lotline 批迹` },
]

const RECALLED: ReadonlySet<string> = new Set(['recalled', 'recall_closed'])

/** One shipment as the customer who got it sees it: lots, certificates, where each comes from. */
export default function ReceivedDetail() {
	const { shipment, certificates, lotStates } = useLoaderData<typeof loader>()
	const { t } = useTranslation(['shipping', 'cases'])
	const ability = useAbility()
	const { say, dateTime, date, quantityAsGiven } = useReader()
	return (
		<>
			<PageHead
				crumbs={[{ label: t('received.title'), to: '/received' }, { label: shipment.number }]}
				title={shipment.number}
				mono
				facts={[
					...(shipment.shippedAt ? [{ label: t('received.sent'), value: dateTime(shipment.shippedAt) }] : []),
					...(shipment.reference
						? [{ label: t('received.order'), value: <span className="mono">{shipment.reference}</span> }]
						: []),
					{ label: t('received.from'), value: say(shipment.siteName) },
					...(shipment.carrier ? [{ label: t('received.carrier'), value: shipment.carrier }] : []),
				]}
			/>
			<Stack>
				{shipment.lines.some((line) => RECALLED.has(line.lotStatus)) && (
					<Note
						tone="recalled"
						role="alert"
						title={t('received.recallTitle')}
						actions={<ButtonLink to="/notices">{t('received.recallAction')}</ButtonLink>}
					>
						{t('received.recallText')}
					</Note>
				)}
				<Card
					padding="flush"
					title={
						<span className="inline-flex items-center gap-2">
							{t('received.lots')} <Count value={shipment.lines.length} />
						</span>
					}
				>
					<DataTable
						caption={t('received.lots')}
						rows={shipment.lines}
						rowKey={(line) => line.id}
						columns={[
							{
								key: 'lot',
								header: t('received.lot'),
								role: 'key',
								cell: (line) => (
									<>
										<span className="font-mono">{line.lotCode}</span>
										<CellSub>{say(line.itemName)}</CellSub>
									</>
								),
							},
							{
								key: 'status',
								header: t('received.status'),
								role: 'aside',
								cell: (line) => {
									const look = lotStateLook(lotStates, line.lotStatus)
									return <StatusText tone={look.tone} label={say(look.title)} />
								},
							},
							{
								key: 'quantity',
								header: t('received.quantity'),
								align: 'end',
								cell: (line) => quantityAsGiven({ value: line.quantity, unit: line.unit }, line.given),
							},
							{
								key: 'expires',
								header: t('received.expires'),
								cell: (line) => (line.expiresOn ? date(line.expiresOn) : '–'),
							},
							{
								key: 'certificates',
								header: t('received.certificates'),
								cell: (line) => <Certificates of={certificates.filter((found) => found.lotId === line.lotId)} />,
							},
							{
								key: 'provenance',
								header: t('received.provenance'),
								headerHidden: true,
								cell: (line) => {
									const path = provenancePath(line.gtin, line.lotCode)
									return (
										<span className="flex flex-wrap gap-x-3">
											{path && <AppLink to={path}>{t('received.provenance')}</AppLink>}
											{ability.can('create', 'Complaint') && (
												<AppLink to={`/complaints/new?lot=${encodeURIComponent(line.lotCode)}`}>
													{t('cases:kinds.complaint.fromLot')}
												</AppLink>
											)}
										</span>
									)
								},
							},
						]}
					/>
				</Card>
			</Stack>
		</>
	)
}

function Certificates({ of }: { of: readonly LotCertificate[] }) {
	const { t } = useTranslation('shipping')
	if (of.length === 0) return <span className="text-text-3">{t('received.noCertificates')}</span>
	return (
		<ul>
			{of.map((certificate) => (
				<li key={certificate.id}>
					<a href={`/documents/${certificate.id}/content`}>{t(`document.${certificate.kind}`)}</a>
					{certificate.number && <CellSub mono>{certificate.number}</CellSub>}
				</li>
			))}
		</ul>
	)
}
