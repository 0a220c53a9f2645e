import type { LotPage } from '../lot-page.server.ts'

/** A lot's page as the browser has it. */
export type LotPageData = LotPage
export type LotInside = NonNullable<LotPage['inside']>
export type LotActionData = LotPage['actions'][number]
