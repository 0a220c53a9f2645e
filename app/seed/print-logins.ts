import { ROLE_TITLES } from '#app/core/permission.ts'
import type { CompanyData } from './company.model.ts'
import type { DemoCredentials } from './credentials.server.ts'

/** What a start with the demo prints: where, who, the shared password, the key. */
export function loginsText(companies: readonly CompanyData[], credentials: DemoCredentials, baseUrl: string): string {
	const lines = companies.flatMap((company) => [
		'',
		`${company.tenant.name} (${company.tenant.key})`,
		...company.people.map((person) => {
			const role = person.roles.map((key) => ROLE_TITLES[key].en).join(', ')
			return `  ${person.email.padEnd(34)} ${role.padEnd(20)} ${person.name}`
		}),
	])
	return [
		'',
		`Demo: log in at ${baseUrl}/login`,
		`Password of everyone below: ${credentials.password}`,
		`API key of ${companies[0]?.tenant.name ?? 'the first company'}: ${credentials.apiKey}`,
		...lines,
		'',
		'',
	].join('\n')
}
