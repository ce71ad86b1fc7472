import {grammarFaults, nodesOf, ofKind, ownWords, parseTrino, type Tree} from "./trino.ts";

/** What the ledger may be made of: rules of Trino's grammar. Whatever is not here is a fault. */
const QUERY = words(`
  Program Statements SingleStatement StatementDefault RootQuery QueryStatement With NamedQuery QueryNoWith
  QueryTermDefault QueryPrimaryDefault QuerySpecification SelectList SelectItem SelectLiteralColumnName
  SelectExpressionColumnName RelationDefault SampledRelation PatternRecognition AliasedRelation TableName
  TableOrViewName TableRef JoinRelation JoinType JoinCriteria WhereClause GroupBy SingleGroupingSet GroupingSet
  GroupingTerm SortItem JoinColumnEquality JoinColumnReference
  Expression Predicated ValueExpressionDefault ParenthesizedExpression LogicalNot And Or Comparison
  ComparisonOperator InList NullPredicate Concatenation ArithmeticBinary SimpleCase SearchedCase WhenClause
  Cast GenericType TypeConstructor FunctionCall FunctionName Over WindowSpecification PartitionBy
  WindowFrame FrameExtent UnboundedFrame CurrentRowBound BoundedFrame
  ColumnReference ColumnRef ColumnName QualifiedName UnquotedIdentifier QuotedIdentifier NonReserved
  StringLiteral BasicStringLiteral BooleanLiteral BooleanValue NumericLiteral IntegerLiteral NullLiteral Terminal`);

/** What the parameter tables are made of besides. */
const TABLES = new Set([
  ...QUERY,
  ...words(`
  DropTable CreateTable TableElement ColumnDefinition ColumnNameCreate TableNameCreate InsertInto InlineTable
  RowConstructor EmptyColumn`)
]);

/** How the usual offenders are called; others show the grammar's own name. */
const CALLED: Readonly<Record<string, string>> = {
  DecimalLiteral: "a decimal",
  DoubleLiteral: "a double",
  SelectAllWithoutTable: "a star",
  TableAllColumns: "a star",
  Like: "LIKE",
  Subscript: "a list",
  ArrayConstructor: "a list",
  RowConstructor: "a struct",
  Unnest: "UNNEST",
  IntervalLiteral: "date arithmetic",
  Extract: "date arithmetic",
  AtTimeZone: "date arithmetic",
  CurrentDate: "CURRENT_DATE",
  CurrentTimestamp: "the clock",
  Substring: "a string function",
  Trim: "a string function",
  Normalize: "a string function",
  Position: "a string function",
  ListAgg: "a string function",
  InSubquery: "IN (subquery)",
  SubqueryExpression: "a subquery",
  SubqueryRelation: "a subquery",
  Subquery: "a subquery",
  Exists: "EXISTS",
  DistinctFrom: "IS DISTINCT FROM",
  SetQuantifier: "DISTINCT",
  Filter: "FILTER",
  Lambda: "a lambda",
  SetOperation: "a set operation"
};

const TYPES = new Set(["VARCHAR", "BIGINT", "INTEGER", "BOOLEAN", "DATE"]);
/** Those that need an order; the engines ignore their frame or refuse it. */
const ORDERED = new Set(["ROW_NUMBER", "RANK", "LAG"]);
const FRAMED = new Set(["FIRST_VALUE", "SUM", "COUNT", "MIN", "MAX"]);
const PLAIN = new Set(["COALESCE", "NULLIF"]);
const CLAUSES = new Set(["SELECT", "FROM", "GROUP", "BY"]);
const JOINS = new Set(["LEFT", "INNER"]);

/** Returns everything in the ledger's text that Trino cannot parse, or that the two engines may not mean the same by. */
export function lintQuery(sql: string): string[] {
  return lint(sql, QUERY);
}

/** Returns the same for statements that make and fill tables. */
export function lintTables(sql: string): string[] {
  return lint(sql, TABLES);
}

function lint(sql: string, allowed: ReadonlySet<string>): string[] {
  const wrong = grammarFaults(sql);
  if (wrong.length) return wrong;
  const tree = parseTrino(sql);
  const statements = ofKind(tree, "SingleStatement").length;
  const faults = [...nodesOf(tree)].flatMap(node =>
    (allowed.has(node.kind) ? nodeFaults(node) : [CALLED[node.kind] ?? node.kind]).map(
      fault => `line ${node.line}: ${fault}`
    )
  );
  if (statements > 1 && allowed === QUERY) faults.push(`${statements} statements`);
  return [...faults, ...castFaults(tree), ...ofKind(tree, "QueryStatement").flatMap(withFaults), ...orderFaults(tree)];
}

function nodeFaults(node: Tree): string[] {
  const own = ownWords(node);
  switch (node.kind) {
    case "ArithmeticBinary":
      return own.filter(word => !["+", "-", "*"].includes(word)).map(word => `the operator ${word}`);
    case "ComparisonOperator":
      return own.filter(word => word === "!=").map(() => "!= for <>");
    case "With":
      return own.includes("RECURSIVE") ? ["recursion"] : [];
    case "GenericType":
      return TYPES.has(node.text.toUpperCase()) ? [] : [`the type ${node.text}`];
    case "TypeConstructor":
      return /^DATE'\d{4}-\d{2}-\d{2}'$/i.test(node.text) ? [] : [`the literal ${node.text}`];
    case "FunctionCall":
      return callFaults(node);
    case "SortItem":
      return own.slice(-2).join(" ") === "NULLS LAST" ? [] : [`no NULLS LAST: ${node.text}`];
    case "GroupingTerm":
      return node.children.every(child => child.kind === "ColumnRef") ? [] : [`GROUP BY no name: ${node.text}`];
    case "QuerySpecification":
      return own.filter(word => !CLAUSES.has(word)).map(word => (word === "," ? "a join by comma" : word));
    case "QueryNoWith":
      return own.filter(word => !["ORDER", "BY", ","].includes(word));
    case "JoinRelation":
      return own.filter(word => !["CROSS", "JOIN"].includes(word)).map(word => `the join ${word}`);
    case "JoinType":
      return own.filter(word => !JOINS.has(word)).map(word => `the join ${word}`);
    case "JoinCriteria":
      return own.includes("ON") ? [] : ["a join without ON"];
    case "AliasedRelation":
    case "SelectExpressionColumnName":
    case "SelectItem":
      return node.children.length === 1 || own.includes("AS") ? [] : [`a name without AS: ${node.text}`];
    default:
      return [];
  }
}

function callFaults(call: Tree): string[] {
  const name = call.children[0]!.text.toUpperCase();
  const over = call.children.find(child => child.kind === "Over");
  const [specification] = over ? ofKind(over, "WindowSpecification") : [];
  const frame = specification?.children.find(child => child.kind === "WindowFrame");
  const faults: string[] = [];
  if (call.children.some(child => child.kind === "Terminal" && child.text === "*") && name !== "COUNT")
    faults.push("a star");
  if (over && !specification) faults.push(`a named window: ${name}`);
  if (ORDERED.has(name)) {
    if (!specification || !ownWords(specification).includes("ORDER")) faults.push(`no order: ${name}`);
    if (frame) faults.push(`a frame where none is heeded: ${name}`);
  } else if (FRAMED.has(name)) {
    if (over && !frame?.children.some(extent => ownWords(extent)[0] === "ROWS")) faults.push(`no ROWS frame: ${name}`);
    if (name === "FIRST_VALUE" && (!specification || !ownWords(specification).includes("ORDER")))
      faults.push(`no order: ${name}`);
  } else if (!PLAIN.has(name) || over) faults.push(`the function ${name}`);
  return faults;
}

/** A sum of BIGINT is wider than BIGINT in both engines, and reaches a browser unscaled. */
function castFaults(tree: Tree): string[] {
  const cast = new Set(
    ofKind(tree, "Cast")
      .filter(node => ofKind(node, "GenericType").at(-1)?.text.toUpperCase() === "BIGINT")
      .map(node => innermost(node.children[2]!))
  );
  return ofKind(tree, "FunctionCall")
    .filter(call => call.children[0]!.text.toUpperCase() === "SUM" && !cast.has(call))
    .map(call => `line ${call.line}: SUM without CAST AS BIGINT`);
}

/** Returns what stands alone inside nodes of one child each. */
function innermost(node: Tree): Tree {
  return node.children.length === 1 ? innermost(node.children[0]!) : node;
}

/** Trino runs a CTE again for each use. */
function withFaults(query: Tree): string[] {
  const [clause] = query.children.filter(child => child.kind === "With");
  if (!clause) return [];
  const names = clause.children.filter(child => child.kind === "NamedQuery").map(named => named.children[0]!.text);
  const uses = ofKind(query, "TableRef").map(table => table.text);
  return names.flatMap((name, i) => {
    const count = uses.filter(use => use === name).length;
    const again = names.indexOf(name) < i ? [`line ${clause.line}: ${name} is made twice`] : [];
    return count === 1 ? again : [...again, `line ${clause.line}: ${name} is used ${count} times`];
  });
}

/** Trino drops the order of a subquery, and DuckDB need not keep it. */
function orderFaults(tree: Tree): string[] {
  const outermost = ofKind(tree, "QueryStatement")[0]?.children.at(-1);
  return ofKind(tree, "QueryNoWith")
    .filter(query => query !== outermost && ownWords(query).includes("ORDER"))
    .map(query => `line ${query.line}: ORDER BY in a subquery`);
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
