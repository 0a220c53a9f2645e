import { z } from 'zod'

const ids = z.array(z.uuid()).max(500)

/** Where a version is tried, as calls name it. */
export const pilotScopeSchema = z.object({ siteIds: ids.default([]), itemIds: ids.default([]) }).meta({
	id: 'PilotScope',
	description: 'Records of one of these sites, of one of these items; an empty list asks nothing',
})
