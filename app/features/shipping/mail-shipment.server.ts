import { localized } from '#app/core/localized.ts'
import type { Quantity } from '#app/core/quantity.ts'
import { unitSymbol } from '#app/core/units.ts'
import { sendTemplateMail } from '#app/features/notifications/send-template-mail.server.ts'
import { inEachLanguage } from '#app/features/rules/in-each-language.ts'
import { createFormat } from '#app/platform/i18n/format.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
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
	const format = createFormat(language, ctx.tenant.timeZone)
	const named = shipment.lines.slice(0, LOTS_NAMED)
	const facts = named.map((line) => {
		const path = provenancePath(line.gtin, line.lotCode)
		const written = (amount: Quantity) => format.quantity(amount, unitSymbol(amount.unit, language))
		const own = written({ value: line.quantity, unit: line.unit })
		const quantity = line.given ? `${own} (${written(line.given)})` : own
		return {
			label: `${localized(line.itemName, language)} ${line.lotCode}`,
			value: path ? `${quantity} · ${ctx.baseUrl}${path}` : quantity,
		}
	})
	const more = shipment.lines.length - named.length
	const inBoth = (key: string, count: number) => inEachLanguage((one) => serverText(one, 'shipping')(key, { count }))
	await sendTemplateMail(ctx, {
		event: 'lot_shipped',
		values: {
			number: shipment.number,
			reference: shipment.reference ?? '',
			lots: inBoth('mail.lots', shipment.lines.length),
			more: more > 0 ? inBoth('mail.more', more) : '',
		},
		about: { type: 'shipment', id: shipment.id },
		to: shipment.partyEmail,
		recipient: localized(shipment.partyName, language),
		language,
		dedupeKey: `lot_shipped:${shipment.id}`,
		url: `${ctx.baseUrl}/received/${shipment.id}`,
		facts,
	})
	return true
}
