import { useTranslation } from 'react-i18next'
import type { AuditRow } from '../audit.queries.server.ts'

/** Who did it: a person by name, the portal itself, a key, or whoever held a personal link. */
export function ActorName({ actor }: { actor: AuditRow['actor'] }) {
	const { t } = useTranslation('audit')
	if (actor.kind === 'system') return <>{t('actors.system')}</>
	if (actor.kind === 'public') return <>{t('actors.public')}</>
	if (actor.kind === 'api-key') return <>{t('actors.api-key', { name: actor.name })}</>
	if (actor.kind !== 'grant') return <>{actor.name}</>
	const isNamed = actor.name !== '' && actor.name !== 'invitation' && actor.name !== 'recall-notice'
	return (
		<>
			{isNamed && `${actor.name}, `}
			{t('actors.grant')}
		</>
	)
}
