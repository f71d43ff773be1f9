// Parses KQL queries with Microsoft's own parser against the schema of the tables, and runs them over rows. It knows what the queries of
// infra/ use, and stops at anything else. Reads { schema, rows, queries } from stdin, and writes for each query its faults or its rows.
'use strict';
const path = require('path');
const kusto = path.join(process.argv[2], '@kusto/language-service-next');
require(path.join(kusto, 'bridge.min.js'));
require(path.join(kusto, 'Kusto.Language.Bridge.min.js'));

const { KustoCode, GlobalState, Symbols } = Kusto.Language;
const units = { d: 86400000, h: 3600000, m: 60000, s: 1000 };

const kindOf = node => Bridge.Reflection.getTypeName(node).split('.').pop();
const children = node => Array.from({ length: node.ChildCount }, (_, index) => node.GetChild(index)).filter(child => child);
const text = node => node.ToString().trim();
const stop = node => { throw new Error(`Not known here: ${kindOf(node)} ${text(node)}`); };

// The nodes that mean something: no punctuation and no keywords, and lists as their elements.
function parts(node) {
  return children(node).flatMap(child => {
    const kind = kindOf(child);
    if (kind.endsWith('Token')) return [];
    return kind.startsWith('SyntaxList') || kind.startsWith('SeparatedElement') ? parts(child) : [child];
  });
}

const argumentsOf = call => parts(children(call).find(child => kindOf(child) === 'ExpressionList'));
const functionOf = call => text(children(call)[0]);
const isNull = value => value === null || value === undefined;

const functions = {
  tostring: value => (isNull(value) ? '' : String(value)),
  coalesce: (...values) => values.find(value => !isNull(value)) ?? null,
  replace_string: (value, from, to) => value.split(from).join(to),
  round: (value, digits = 0) => (isNull(value) ? null : Number(value.toFixed(digits))),
  bin: (value, size) => Math.floor(value / size) * size,
};

// Nulls do not count, as in Kusto.
const sum = values => values.filter(value => !isNull(value)).reduce((total, value) => total + value, 0);
const greatest = values => values.filter(value => !isNull(value)).reduce((most, value) => (isNull(most) || value > most ? value : most), null);
const aggregates = {
  sum: (rows, [value]) => sum(rows.map(row => evaluate(value, row))),
  sumif: (rows, [value, condition]) => sum(rows.filter(row => evaluate(condition, row)).map(row => evaluate(value, row))),
  max: (rows, [value]) => greatest(rows.map(row => evaluate(value, row))),
  avg: (rows, [value]) => {
    const values = rows.map(row => evaluate(value, row)).filter(each => !isNull(each));
    return values.length === 0 ? null : sum(values) / values.length;
  },
  countif: (rows, [condition]) => rows.filter(row => evaluate(condition, row)).length,
};

function literal(node) {
  const word = text(node);
  const span = /^(\d+)([dhms])$/.exec(word);
  if (span) return Number(span[1]) * units[span[2]];
  if (word === 'true' || word === 'false') return word === 'true';
  return word.startsWith("'") ? word.slice(1, -1) : Number(word);
}

function operate(sign, left, right, node) {
  if (sign === 'and') return Boolean(left()) && Boolean(right());
  if (sign === 'or') return Boolean(left()) || Boolean(right());
  const [a, b] = [left(), right()];
  if (isNull(a) || isNull(b)) return sign === '!=' ? a !== b : null;
  switch (sign) {
    case '==': return a === b;
    case '!=': return a !== b;
    case '>': return a > b;
    case '>=': return a >= b;
    case '<': return a < b;
    case '*': return a * b;
    case '/': return a / b;
    case 'startswith': return a.toLowerCase().startsWith(b.toLowerCase());
    default: return stop(node);
  }
}

// Aggregates take the rows of a group, which stand in the row beside its keys.
function evaluate(node, row) {
  const kind = kindOf(node);
  switch (kind) {
    case 'LiteralExpression': return literal(node);
    case 'NameReference': return row[text(node)];
    case 'ParenthesizedExpression': return evaluate(parts(node)[0], row);
    case 'SimpleNamedExpression': return evaluate(parts(node)[1], row);
    case 'ElementExpression': return evaluate(parts(node)[0], row)?.[evaluate(parts(parts(node)[1])[0], row)];
    case 'BinaryExpression': {
      const [left, sign, right] = children(node);
      return operate(text(sign), () => evaluate(left, row), () => evaluate(right, row), node);
    }
    case 'InExpression': {
      const [value, sign, list] = children(node);
      const isIn = parts(list).some(each => evaluate(each, row) === evaluate(value, row));
      return text(sign) === 'in' ? isIn : text(sign) === '!in' ? !isIn : stop(node);
    }
    case 'FunctionCallExpression': {
      const name = functionOf(node);
      if (row.$group && aggregates[name]) return aggregates[name](row.$group, argumentsOf(node));
      return functions[name] ? functions[name](...argumentsOf(node).map(each => evaluate(each, row))) : stop(node);
    }
    default: return stop(node);
  }
}

const nameOf = node => (kindOf(node) === 'SimpleNamedExpression' ? text(parts(node)[0])
  : kindOf(node) === 'NameReference' ? text(node)
    : functionOf(node) === 'bin' ? text(argumentsOf(node)[0]) : stop(node));

function summarize(node, rows) {
  const by = parts(node).find(part => kindOf(part) === 'SummarizeByClause');
  const keys = by ? parts(by) : [];
  const groups = new Map(keys.length === 0 ? [['[]', { $group: [] }]] : []);
  for (const row of rows) {
    const group = Object.fromEntries(keys.map(key => [nameOf(key), evaluate(key, row)]));
    const id = JSON.stringify(Object.values(group));
    if (!groups.has(id)) groups.set(id, { ...group, $group: [] });
    groups.get(id).$group.push(row);
  }

  for (const group of groups.values()) {
    for (const each of parts(node).filter(part => part !== by)) {
      if (kindOf(each) === 'FunctionCallExpression' && functionOf(each) === 'arg_max') {
        const [most, ...columns] = argumentsOf(each);
        const row = group.$group.reduce((last, next) => (evaluate(most, next) >= evaluate(most, last) ? next : last));
        for (const column of [most, ...columns]) group[nameOf(column)] = evaluate(column, row);
      } else {
        group[nameOf(each)] = evaluate(each, group);
      }
    }
  }

  return [...groups.values()].map(({ $group, ...row }) => row);
}

function sort(node, rows) {
  const orders = parts(node).map(order => {
    const [by, clause] = parts(order);
    return { by, sign: clause && text(clause) === 'asc' ? 1 : -1 };
  });
  return [...rows].sort((a, b) => {
    for (const { by, sign } of orders) {
      const [left, right] = [evaluate(by, a), evaluate(by, b)];
      if (left !== right) return left < right ? -sign : sign;
    }
    return 0;
  });
}

function run(node, rows, tables) {
  const expressions = parts(node).filter(part => kindOf(part) !== 'NamedParameter');
  switch (kindOf(node)) {
    case 'NameReference': return tables[text(node)];
    case 'ParenthesizedExpression': return run(expressions[0], rows, tables);
    case 'PipeExpression': return run(expressions[1], run(expressions[0], rows, tables), tables);
    case 'UnionOperator': return expressions.flatMap(each => run(each, rows, tables));
    case 'FilterOperator': return rows.filter(row => evaluate(expressions[0], row));
    case 'ExtendOperator': return rows.map(row => expressions.reduce((more, each) => ({ ...more, [nameOf(each)]: evaluate(each, more) }), row));
    case 'ProjectOperator': return rows.map(row => Object.fromEntries(expressions.map(each => [nameOf(each), evaluate(each, row)])));
    case 'DistinctOperator': return [...new Map(rows.map(row => expressions.map(each => [nameOf(each), evaluate(each, row)]))
      .map(row => [JSON.stringify(row), Object.fromEntries(row)])).values()];
    case 'SummarizeOperator': return summarize(node, rows);
    case 'SortOperator': return sort(node, rows);
    default: return stop(node);
  }
}

const input = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const symbols = Object.entries(input.schema).map(([name, columns]) =>
  Symbols.TableSymbol.From(`(${Object.entries(columns).map(column => column.join(': ')).join(', ')})`).WithName(name));
const globals = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.$ctor1('workspace', symbols, false));
const isTime = (table, column) => input.schema[table][column] === 'datetime';
const tables = Object.fromEntries(Object.entries(input.rows).map(([table, rows]) => [table, rows.map(row =>
  Object.fromEntries(Object.entries(row).map(([column, value]) => [column, isTime(table, column) ? Date.parse(value) : value])))]));

const results = Object.entries(input.queries).map(([name, query]) => {
  const code = KustoCode.ParseAndAnalyze(query, globals);
  const found = code.GetDiagnostics();
  const faults = Array.from({ length: found.Count }, (_, index) => found.getItem(index).Message);
  if (faults.length > 0) return [name, { faults, rows: [] }];
  const block = code.Syntax;
  const rows = run(parts(parts(block)[0])[0], [], tables);
  return [name, { faults, rows: rows.map(row => Object.fromEntries(Object.entries(row).map(([column, value]) =>
    [column, /^(TimeGenerated|Measured|Day)$/.test(column) ? new Date(value).toISOString().replace('.000', '') : value]))) }];
});
process.stdout.write(JSON.stringify(Object.fromEntries(results)));
