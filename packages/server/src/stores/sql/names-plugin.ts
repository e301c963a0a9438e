import {
  IdentifierNode,
  type KyselyPlugin,
  OperationNodeTransformer,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  type SchemableIdentifierNode,
} from 'kysely'

type Names = {
  /** What is renamed begins with this. */
  readonly from: string
  /** Begins otherwise than `from`, or is the same. */
  readonly to: string
  readonly schema: string | undefined
}

/**
 * Gives tables, indexes and constraints their names, and what refers to them. Kysely hands on the parts of a statement
 * one by one and then again as a whole, so that what was renamed has to be recognised: it begins otherwise, or has a
 * schema, whose own name is left alone however it begins.
 */
export class NamesPlugin implements KyselyPlugin {
  readonly #naming: Naming

  constructor(names: Names) {
    this.#naming = new Naming(names)
  }

  transformQuery({ node, queryId }: PluginTransformQueryArgs) {
    return this.#naming.transformNode(node, queryId)
  }

  // No column begins like a table, so rows stay as they are.
  async transformResult({ result }: PluginTransformResultArgs) {
    return result
  }
}

class Naming extends OperationNodeTransformer {
  readonly #names: Names

  constructor(names: Names) {
    super()
    this.#names = names
  }

  /** What may stand in a schema: a table, where it is made, read, written or referred to. */
  protected override transformSchemableIdentifier(node: SchemableIdentifierNode): SchemableIdentifierNode {
    const { from, schema } = this.#names
    if (node.schema !== undefined || !node.identifier.name.startsWith(from)) return node
    const identifier = this.transformIdentifier(node.identifier)
    return { ...node, identifier, ...(schema !== undefined && { schema: IdentifierNode.create(schema) }) }
  }

  protected override transformIdentifier(node: IdentifierNode): IdentifierNode {
    const { from, to } = this.#names
    return node.name.startsWith(from) ? IdentifierNode.create(to + node.name.slice(from.length)) : node
  }
}
