import { type CompanyIndex, indexCompany } from './company-index.ts'
import type { SeedScene } from './seed-scene.ts'
import { writeApprovals, writeItems, writeRevisions, writeSpecifications } from './write-items.server.ts'
import { glnSeries, writeParties, writePeople, writeSites } from './write-partners.server.ts'

/** Writes partners, sites, people, items with revisions, parts lists, specifications and approvals, in few statements. */
export async function writeCompany(scene: SeedScene, accounts: Map<string, string>): Promise<CompanyIndex> {
	const { company } = scene
	const gln = glnSeries(company.tenant.key)
	const parties = await writeParties(scene, gln)
	const sites = await writeSites(scene, gln)
	await writePeople(scene, accounts, parties)
	const items = await writeItems(scene)
	await writeRevisions(scene, items)
	const specifications = await writeSpecifications(scene, items)
	await writeApprovals(scene, items, parties)
	return indexCompany(company, { items, parties, sites, specifications, accounts })
}
