export const ITEM_KINDS = ['raw_material', 'component', 'packaging', 'intermediate', 'finished_product'] as const
export type ItemKind = (typeof ITEM_KINDS)[number]

/** Which production identifiers the lots of a device must carry (UDI). */
export type UdiFlags = { lot: boolean; serial: boolean; manufacturedOn: boolean; expiresOn: boolean }
