export type ShipmentDirection = 'inbound' | 'outbound'

export const LINE_STATUSES = ['pending', 'received', 'held', 'returned', 'shipped'] as const
/** Where a line of a shipment stands. */
export type LineStatus = (typeof LINE_STATUSES)[number]

/** Where a shipment to a customer stands, with the category reports use. Deliveries go by the workflow `receipt` instead. */
export const SHIPMENT_STATES = { planned: 'initial', shipped: 'done', cancelled: 'cancelled' } as const
export type ShipmentState = keyof typeof SHIPMENT_STATES

/** The page that tells where a lot comes from, by its GS1 Digital Link: `/01/{gtin}/10/{lot}`. Null without a GTIN. */
export const provenancePath = (gtin: string | null, lotCode: string): string | null =>
	gtin ? `/01/${gtin}/10/${encodeURIComponent(lotCode)}` : null
