import type { Language } from '#app/core/localized.ts'
import { serverText } from '#app/platform/i18n/server-text.server.ts'
import { PORTAL } from './retire-rule-set.server.ts'
import type { RuleSetRefusal } from './rule-set-refusal.ts'

const usesText = (uses: readonly string[], language: Language): string => {
	const t = serverText(language, 'rules')
	return uses.map((use) => (use === PORTAL ? t('life.portal') : t('life.workflow', { key: use }))).join(', ')
}

/** Why a step of a rule set was refused, with the first five problems or red tests, in the reader's language. */
export function refusalText(error: RuleSetRefusal, language: Language): string {
	const t = serverText(language, 'rules')
	const values = {
		status: 'status' in error ? t(`status.${error.status}`) : '',
		active: 'active' in error ? error.active : '',
		key: 'key' in error ? error.key : '',
		number: 'number' in error ? error.number : '',
		uses: 'uses' in error ? usesText(error.uses, language) : '',
	}
	const places = 'places' in error ? error.places : undefined
	const texts = [places ? t('refused.unknown-items', { places }) : t(`refused.${error.code}`, values)]
	if (error.code === 'rule-set-invalid')
		texts.push(
			...error.problems
				.filter((problem) => problem.severity === 'error')
				.slice(0, 5)
				.map(({ path, message }) => `${path ? `${path}: ` : ''}${message[language]}`),
		)
	if (error.code === 'tests-red')
		texts.push(...error.tests.slice(0, 5).map((test) => `${test.name[language]}: ${test.why[language]}`))
	return texts.join(' ')
}
