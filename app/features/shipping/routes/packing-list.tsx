import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useRouteLoaderData } from '@remix-run/react'
import { ArrowLeft, Printer } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { partyOf } from '#app/platform/auth/actor.model.ts'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import type { RootData } from '#app/root.tsx'
import { Button } from '#app/ui/actions/button.tsx'
import { ButtonLink } from '#app/ui/actions/button-link.tsx'
import { CellSub, DataTable } from '#app/ui/data/data-table.tsx'
import { KeyValue } from '#app/ui/data/key-value.tsx'
import { Card } from '#app/ui/layout/card.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { Stack } from '#app/ui/layout/stack.tsx'
import { readShipment, type ShipmentDetail } from '../shipping.queries.server.ts'

export async function loader(args: LoaderFunctionArgs) {
	const id = z.uuid().safeParse(args.params.id)
	if (!id.success) throw new Response('Not Found', { status: 404 })
	return withContext(args, { can: ['read', 'Shipment'] }, async (ctx) => {
		const shipment = partyOf(ctx.actor) ? null : await readShipment(ctx, id.data)
		if (!shipment) throw new Response('Not Found', { status: 404 })
		return { shipment }
	})
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [
	{ title: `${data?.shipment.number ?? ''} · Lotline 批迹` },
]

/** What goes into the box with the goods, on A4. */
export default function PackingList() {
	const { shipment } = useLoaderData<typeof loader>()
	const root = useRouteLoaderData('root') as RootData
	const { t } = useTranslation('shipping')
	const { say, date, now } = useReader()
	return (
		<>
			<PageHead
				title={t('packing.title')}
				subtitle={<span className="font-mono">{shipment.number}</span>}
				actions={
					<>
						<ButtonLink to={`/shipments/${shipment.id}`} icon={ArrowLeft}>
							{t('packing.back')}
						</ButtonLink>
						<Button variant="primary" icon={Printer} onClick={() => window.print()}>
							{t('packing.print')}
						</Button>
					</>
				}
			/>
			<Stack>
				<Card>
					<div className="grid gap-4 sm:grid-cols-2 desk:grid-cols-3">
						<KeyValue
							entries={[
								{
									label: t('packing.from'),
									value: (
										<Address
											lines={[
												root.tenant?.name ?? '',
												say(shipment.siteName),
												`${say(shipment.siteCity)}, ${shipment.siteCountry}`,
											]}
										/>
									),
								},
								{
									label: t('packing.to'),
									value: (
										<Address
											lines={[
												say(shipment.partyName),
												[shipment.partyCity ? say(shipment.partyCity) : null, shipment.partyCountry]
													.filter(Boolean)
													.join(', '),
											]}
										/>
									),
								},
							]}
						/>
						<KeyValue
							entries={[
								{ label: t('packing.number'), value: <span className="mono">{shipment.number}</span> },
								{ label: t('packing.date'), value: date(shipment.shippedAt ?? now) },
								{ label: t('packing.order'), value: shipment.reference ?? '–' },
								{ label: t('packing.carrier'), value: shipment.carrier ?? '–' },
							]}
						/>
					</div>
				</Card>
				<Contents lines={shipment.lines} />
				<div className="grid grid-cols-2 gap-8 pt-8">
					{[t('packing.packedBy'), t('packing.checkedBy')].map((label) => (
						<p key={label} className="border-t border-line-2 pt-1 text-12 text-text-2">
							{label}
						</p>
					))}
				</div>
			</Stack>
		</>
	)
}

const Address = ({ lines }: { lines: readonly string[] }) => (
	<>
		{lines.filter(Boolean).map((line, index) => (
			<div key={line} className={index === 0 ? 'font-medium' : undefined}>
				{line}
			</div>
		))}
	</>
)

function Contents({ lines }: { lines: ShipmentDetail['lines'] }) {
	const { t } = useTranslation('shipping')
	const { say, date, quantityAsGiven } = useReader()
	return (
		<Card padding="flush" footer={t('packing.provenance')}>
			<DataTable
				caption={t('packing.title')}
				rows={lines}
				rowKey={(line) => line.id}
				columns={[
					{ key: 'position', header: t('packing.position'), cell: (line) => line.lineNumber },
					{
						key: 'item',
						header: t('packing.item'),
						role: 'key',
						cell: (line) => (
							<>
								{say(line.itemName)}
								<CellSub mono>
									{line.sku}
									{line.gtin && ` · GTIN ${line.gtin}`}
								</CellSub>
							</>
						),
					},
					{
						key: 'lot',
						header: t('packing.lot'),
						cell: (line) => <span className="font-mono font-medium">{line.lotCode}</span>,
					},
					{
						key: 'made',
						header: t('packing.manufactured'),
						cell: (line) => (line.manufacturedOn ? date(line.manufacturedOn) : '–'),
					},
					{
						key: 'expires',
						header: t('packing.expires'),
						cell: (line) => (line.expiresOn ? date(line.expiresOn) : '–'),
					},
					{
						key: 'quantity',
						header: t('packing.quantity'),
						align: 'end',
						cell: (line) => quantityAsGiven({ value: line.quantity, unit: line.unit }, line.given),
					},
				]}
			/>
		</Card>
	)
}
