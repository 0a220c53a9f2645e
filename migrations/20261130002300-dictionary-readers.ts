import { Migration } from '@mikro-orm/migrations'

/**
 * Definitions are read by whoever acts: what a partner may not see has to be known in order to be hidden, and rules judge
 * by all of it. Who may see a definition and its values is decided by `isVisibleTo`.
 */
export class Migration20261130002300DictionaryReaders extends Migration {
	override up(): void {
		this.addSql('drop policy "attribute_definition_partner" on "attribute_definition"')
	}
}
