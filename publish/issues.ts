/**
 * The issues as they leave the workspace: the number of a talent, which outputs give as a pseudonym or not at all, stands neither in
 * the value nor, within quotation marks, in the message. Who mends the row has its place.
 */
export const PUBLISHED_ISSUES = `(
  SELECT * REPLACE (
    CASE WHEN field = '人才编号' THEN NULL ELSE value END AS value,
    CASE
      WHEN field = '人才编号' AND value <> ''
      THEN regexp_replace(message, '“' || regexp_escape(value) || '[^”]*”', '这个编号', 'g')
      ELSE message
    END AS message
  )
  FROM quality.issues
)`;
