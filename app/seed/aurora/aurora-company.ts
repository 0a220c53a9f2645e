import type { CompanyData } from '../company.model.ts'
import { auroraApprovals } from './aurora-approvals.ts'
import { auroraEquipment, auroraParameters } from './aurora-equipment.ts'
import { auroraItems } from './aurora-items.ts'
import { auroraParties, auroraSites } from './aurora-parties.ts'
import { auroraPeople, auroraTenant } from './aurora-people.ts'
import { auroraRevisions } from './aurora-revisions.ts'
import { auroraSpecifications } from './aurora-specifications.ts'

/** Aurora Medical: a maker of implants in Suzhou. */
export const aurora: CompanyData = {
	tenant: auroraTenant,
	people: auroraPeople,
	parties: auroraParties,
	sites: auroraSites,
	items: auroraItems,
	revisions: auroraRevisions,
	specifications: auroraSpecifications,
	approvals: auroraApprovals,
	equipment: auroraEquipment,
	parameters: auroraParameters,
}
