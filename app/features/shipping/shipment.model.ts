export type ShipmentDirection = 'inbound' | 'outbound'

export const LINE_STATUSES = ['pending', 'received', 'held', 'returned', 'shipped'] as const
/** Where a line of a shipment stands. */
export type LineStatus = (typeof LINE_STATUSES)[number]
