export const ORDER_STATUSES = ['planned', 'running', 'finished', 'cancelled'] as const
export type OrderStatus = (typeof ORDER_STATUSES)[number]
