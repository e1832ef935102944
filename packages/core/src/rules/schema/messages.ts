/** What the rule says. Data is written as users see it in their file; `field` is the last step of a path, `where` the path. */
export const messages = {
  unknown: '{kind} has no field {field} at {where}{hint}: the API server drops it or refuses the object',
  unlisted:
    '{kind} of open source Calico has no field {field} at {where}{hint}; this cluster runs Calico Enterprise, whose own fields are not known here',
  unknownKind: '{apiVersion} has no kind {kind}: nothing reads this object{hint}',
  unknownVersion: '{group} has no version {version}: the API server and calicoctl refuse the object; {served} is the version{hint}',
  letterCase: '{field} is written {meant}: kubectl refuses or drops the other spelling, calicoctl reads it',
  newKind: '{kind} is unknown to Calico {release}: it came with v{since}',
  newField: '{field} is unknown to Calico {release}: it came with v{since}',
  goneField: '{field} is unknown to Calico {release}: v{until} was the last release that had it',
  newValue: '{field} "{value}" is unknown to Calico {release}, which takes {allowed}',
  wrongType: '{field} must be {expected}, and {value} is {found}',
  looseText: '{field} is a text, and {value} without quotes is {found}: kubectl refuses it, calicoctl reads the text',
  looseRespelt:
    '{field} is a text, and {value} without quotes is {found}: kubectl refuses it, calicoctl reads the text "{text}"; write "{value}" or "{text}" in quotes, whichever is meant',
  notOneOf: '{field} does not take "{value}": {allowed}{hint}',
  pattern: '{field} does not take "{value}": it must match {pattern}',
  range: '{field} is {value}: {limit}',
  size: '{field} has {size}: {limit}',
  missing: '{kind} needs {field} at {where}',
  repeated: '{field} has {value} twice: each item is given once',
  badDuration: '{field} "{value}" is no duration: numbers with a unit each are, such as 30s, 5m or 1h30m',
  fraction: "{field} {value} has a fraction, which Calico's definition does not take: write it in a smaller unit",
  badPort: '{field} "{value}" is no port: a number from 1 to 65535, a range such as 30000:32767 or a name is',
  badAsNumber: '{field} "{value}" is no AS number',
  asTooLarge: "{field} {value} is refused: Calico's definition takes it as int32, so 2147483647 is the largest",
  value: '{field} "{value}" is refused: {reason}',
  between: '{what}: {reason}',
  name: 'the name "{name}" is refused: {reason}',
  noName: '{kind} has no name',
} as const;

export type Messages = typeof messages;
