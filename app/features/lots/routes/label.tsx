import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Printer } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useReader } from '#app/platform/i18n/use-reader.ts'
import { withContext } from '#app/platform/request/with-context.server.ts'
import { Button } from '#app/ui/actions/button.tsx'
import { PageHead } from '#app/ui/layout/page-head.tsx'
import { drawLabel } from '../label.server.ts'
import { readLot } from '../lots.queries.server.ts'
import { mayOpenLots } from '../may-open-lots.ts'

export async function loader(args: LoaderFunctionArgs) {
	const found = await withContext(args, { can: ['read', 'Lot'] }, async (ctx) => {
		const lot = mayOpenLots(ctx) ? await readLot(ctx, args.params.id ?? '') : null
		return lot && { lot, label: drawLabel(lot, ctx.baseUrl), tenant: ctx.tenant.name }
	})
	if (!found) throw new Response('Not Found', { status: 404 })
	return found
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.lot.code ?? ''} · Lotline 批迹` }]

/** The label of a lot, 100 by 70 mm on paper: on a sheet of A4, or alone on a label printer's own size. */
export default function LotLabelPage() {
	const { lot, label, tenant } = useLoaderData<typeof loader>()
	const { t } = useTranslation('lots')
	const { say, quantity, date } = useReader()
	const facts = [
		{ label: t('label.sku'), value: lot.item.sku },
		{ label: t('page.quantity'), value: quantity(lot.quantity) },
		...(lot.manufacturedOn ? [{ label: t('label.made'), value: date(lot.manufacturedOn) }] : []),
		...(lot.expiresOn ? [{ label: t('label.expires'), value: date(lot.expiresOn) }] : []),
		...(lot.supplierLot ? [{ label: t('page.supplierLot'), value: lot.supplierLot }] : []),
	]
	return (
		<>
			<div className="no-print">
				<PageHead
					title={t('label.title')}
					subtitle={t('label.subtitle')}
					crumbs={[
						{ label: t('list.title'), to: '/lots' },
						{ label: lot.code, to: `/lots/${lot.id}` },
						{ label: t('label.crumb') },
					]}
					actions={
						<Button variant="primary" icon={Printer} onClick={() => window.print()}>
							{t('label.print')}
						</Button>
					}
				/>
			</div>
			{/* Paper is white in either mode. */}
			<article
				data-theme="light"
				className="keep-together flex min-h-[70mm] w-full max-w-[100mm] flex-col gap-[2mm] rounded-2 border border-line-2 bg-[white] p-[4mm] text-[#111] [color-scheme:light]"
			>
				<header className="flex items-baseline justify-between gap-2 border-b border-[#111] pb-[1.5mm]">
					<span className="font-semibold">{tenant}</span>
					<span className="text-12">{t('label.lot')}</span>
				</header>
				<p className="text-14 font-semibold">{say(lot.item.name)}</p>
				<p className="font-mono text-18 font-semibold wrap-anywhere">{lot.code}</p>
				<div className="flex items-start justify-between gap-[3mm]">
					<dl className="grid grid-cols-[auto_1fr] gap-x-2 gap-y-0.5 text-12">
						{facts.map((fact) => (
							<div key={fact.label} className="col-span-2 grid grid-cols-subgrid">
								<dt>{fact.label}</dt>
								<dd className="font-medium wrap-anywhere">{fact.value}</dd>
							</div>
						))}
					</dl>
					<div className="flex flex-none gap-[2mm]">
						{label.dataMatrix && (
							<img
								src={label.dataMatrix}
								alt={t('label.dataMatrixAlt', { text: label.elements ?? '' })}
								className="size-[22mm]"
							/>
						)}
						<img src={label.qr} alt={t('label.qrAlt', { link: label.link })} className="size-[22mm]" />
					</div>
				</div>
				{label.barcode && (
					<img
						src={label.barcode}
						alt={t('label.barcodeAlt', { code: lot.code })}
						className="h-[10mm] max-w-full self-start object-contain object-left"
					/>
				)}
				{label.elements && <p className="font-mono text-11 wrap-anywhere">{label.elements}</p>}
			</article>
		</>
	)
}
