import { localized } from '#app/core/localized.ts'
import { unitOf } from '#app/core/units.ts'
import { createFormat } from '#app/platform/i18n/format.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { queueMail } from '#app/platform/mail/queue-mail.server.ts'
import type { Context } from '#app/platform/request/context.server.ts'
import { provenancePath } from './shipment.model.ts'
import type { ShipmentDetail } from './shipping.queries.server.ts'

/** Lots that a mail names; the rest is in the portal. */
const LOTS_NAMED = 20

/**
 * Mails a customer, in its language, what was sent: each lot with its quantity and, where its item has a GTIN, the page
 * that tells where it comes from. Answers whether there was an address to send to.
 */
export async function mailShipment(ctx: Context, shipment: ShipmentDetail): Promise<boolean> {
	if (!shipment.partyEmail) return false
	const language = shipment.partyLanguage
	const t = serverText(language, 'shipping')
	const format = createFormat(language, ctx.tenant.timeZone)
	const named = shipment.lines.slice(0, LOTS_NAMED)
	const facts = named.map((line) => {
		const path = provenancePath(line.gtin, line.lotCode)
		const quantity = format.quantity({ value: line.quantity, unit: line.unit }, unitOf(line.unit)?.symbol ?? line.unit)
		return {
			label: `${localized(line.itemName, language)} ${line.lotCode}`,
			value: path ? `${quantity} · ${ctx.baseUrl}${path}` : quantity,
		}
	})
	const more = shipment.lines.length - named.length
	await queueMail(ctx, {
		to: shipment.partyEmail,
		language,
		template: 'lot_shipped',
		dedupeKey: `lot_shipped:${shipment.id}`,
		content: {
			subject: t('mail.subject', { number: shipment.number, tenant: ctx.tenant.name }),
			paragraphs: [
				t('mail.text', { count: shipment.lines.length, tenant: ctx.tenant.name, number: shipment.number }),
				...(shipment.reference ? [t('mail.reference', { reference: shipment.reference })] : []),
				t('mail.provenance'),
				...(more > 0 ? [t('mail.more', { count: more })] : []),
			],
			facts,
			action: { label: t('mail.action'), url: `${ctx.baseUrl}/received/${shipment.id}` },
			footnote: t('mail.footnote'),
		},
	})
	return true
}
