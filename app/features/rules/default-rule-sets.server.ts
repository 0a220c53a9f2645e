import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FactCatalogs } from './fact-catalog.model.ts'
import { type RuleSet, ruleSetSchema } from './rule-set.schema.ts'
import { validateRuleSet } from './validate-rule-set.ts'

const isRuleSetFile = (name: string): boolean => name.endsWith('.json') && !name.endsWith('.schema.json')

async function readRuleSet(folder: string, name: string, catalogs: FactCatalogs): Promise<RuleSet> {
	const json: unknown = JSON.parse(await readFile(join(folder, name), 'utf8'))
	const errors = validateRuleSet(json, catalogs).filter((problem) => problem.severity === 'error')
	if (errors.length > 0) {
		const list = errors.map((problem) => `${problem.path} ${problem.code}: ${problem.message.en}`).join('\n')
		throw new Error(`The rule set ${name} is not valid:\n${list}`)
	}
	return ruleSetSchema.parse(json)
}

/**
 * Reads the rule sets that every tenant begins with, in the order of their file names.
 * Throws when a file is not a valid rule set: it ships with the product, so that is a bug.
 * @param folder the folder `rules` of the installation; the caller knows where that is, a bundle does not
 */
export async function loadDefaultRuleSets(folder: string, catalogs: FactCatalogs): Promise<RuleSet[]> {
	const names = (await readdir(folder)).filter(isRuleSetFile).sort()
	return Promise.all(names.map((name) => readRuleSet(folder, name, catalogs)))
}
