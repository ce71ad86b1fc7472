/**
 * The profiles of the Frictionless Data Package standard, version 2, written out by hand from its text
 * (https://datapackage.org/standard/data-package/, data-resource, table-dialect and table-schema), as far as our
 * descriptors use them. Where the standard lets other properties stand, so does this; our own are named, so that a
 * misspelt one of the standard's is found.
 */
const PATH = "^(?![./~])(?!file:)(?!.*(?:^|/)\\.\\.(?:/|$))(?!.*\\\\)(?!.*://).+$";
const text = {type: "string"};
const texts = {type: "array", minItems: 1, uniqueItems: true, items: text};

const field = {
  type: "object",
  required: ["name", "type"],
  additionalProperties: false,
  properties: {
    name: {type: "string", minLength: 1},
    title: text,
    description: text,
    type: {
      enum: [
        "string",
        "number",
        "integer",
        "boolean",
        "object",
        "array",
        "list",
        "date",
        "time",
        "datetime",
        "year",
        "yearmonth",
        "duration",
        "geopoint",
        "geojson",
        "any"
      ]
    },
    format: text,
    missingValues: {type: "array", items: text},
    constraints: {
      type: "object",
      additionalProperties: false,
      properties: {
        required: {type: "boolean"},
        unique: {type: "boolean"},
        enum: {type: "array", minItems: 1, uniqueItems: true},
        pattern: text
      }
    }
  }
};

const foreignKey = {
  type: "object",
  required: ["fields", "reference"],
  additionalProperties: false,
  properties: {
    fields: texts,
    reference: {
      type: "object",
      required: ["fields"],
      additionalProperties: false,
      properties: {resource: {type: "string", minLength: 1}, fields: texts}
    }
  }
};

const tableSchema = {
  type: "object",
  required: ["fields"],
  additionalProperties: false,
  properties: {
    $schema: {const: "https://datapackage.org/profiles/2.0/tableschema.json"},
    fields: {type: "array", minItems: 1, items: field},
    fieldsMatch: {type: "array", items: {enum: ["exact", "equal", "subset", "superset", "partial"]}},
    missingValues: {type: "array", items: text, uniqueItems: true},
    primaryKey: texts,
    uniqueKeys: {type: "array", minItems: 1, uniqueItems: true, items: texts},
    foreignKeys: {type: "array", minItems: 1, items: foreignKey}
  }
};

const dialect = {
  type: "object",
  additionalProperties: false,
  properties: {
    $schema: {const: "https://datapackage.org/profiles/2.0/tabledialect.json"},
    header: {type: "boolean"},
    delimiter: {type: "string", minLength: 1},
    lineTerminator: {type: "string", minLength: 1},
    quoteChar: {type: "string", minLength: 1, maxLength: 1},
    doubleQuote: {type: "boolean"},
    itemType: {enum: ["array", "object"]},
    sheetName: text
  }
};

const resource = {
  type: "object",
  required: ["name", "path"],
  not: {required: ["data"]},
  additionalProperties: false,
  properties: {
    $schema: {const: "https://datapackage.org/profiles/2.0/dataresource.json"},
    // The standard recommends names that can stand in an address.
    name: {type: "string", pattern: "^[a-z0-9._-]+$"},
    path: {type: "string", pattern: PATH},
    type: {const: "table"},
    title: text,
    description: text,
    format: text,
    mediatype: {type: "string", pattern: "^(.+)/(.+)$"},
    encoding: text,
    bytes: {type: "integer", minimum: 0},
    hash: {type: "string", pattern: "^([^:]+:[a-fA-F0-9]+|[a-fA-F0-9]{32}|)$"},
    dialect,
    schema: tableSchema,
    // Ours.
    rows: {type: "integer", minimum: 0},
    internal: {type: "boolean"},
    withheld: {type: "integer", minimum: 1},
    contentHash: {type: "string", pattern: "^sha256:[0-9a-f]{64}$"},
    neutralised: {
      type: "array",
      minItems: 1,
      items: {
        type: "object",
        required: ["row", "field"],
        additionalProperties: false,
        properties: {row: {type: "integer", minimum: 1}, field: text}
      }
    }
  },
  // A table has its schema; every file of its own has size and digest, or says what is in it.
  anyOf: [
    {required: ["type", "schema", "bytes", "hash"]},
    {not: {required: ["type"]}, anyOf: [{required: ["bytes", "hash"]}, {required: ["contentHash"]}]}
  ]
};

const license = {
  type: "object",
  anyOf: [{required: ["name"]}, {required: ["path"]}],
  additionalProperties: false,
  properties: {
    name: {type: "string", pattern: "^([-a-zA-Z0-9._])+$"},
    path: {type: "string", pattern: PATH},
    title: text
  }
};

export const PROFILE = {
  $schema: "http://json-schema.org/draft-07/schema#",
  type: "object",
  required: ["resources"],
  additionalProperties: false,
  properties: {
    $schema: {const: "https://datapackage.org/profiles/2.0/datapackage.json"},
    name: {type: "string", pattern: "^[a-z0-9._-]+$"},
    id: text,
    title: text,
    description: text,
    version: text,
    keywords: texts,
    licenses: {type: "array", minItems: 1, items: license},
    sources: {
      type: "array",
      items: {
        type: "object",
        minProperties: 1,
        additionalProperties: false,
        properties: {title: text, path: text, version: text}
      }
    },
    resources: {type: "array", minItems: 1, items: resource}
  }
};
