export const messages = {
  in: '{group} lets no {what} ({packet}) in from {from}: {why}; open {packet} to {from}',
  out: '{group} lets no {what} ({packet}) out to {to}: {why}; open {packet} to {to}',
  uneven:
    '{group} lets no {what} ({packet}) in from {from}, though it is open between other nodes: each direction of each pair needs it; open {packet} to {from}',
  wrongProtocol: 'this opens {wrong}, which nothing of Calico or flannel uses: {what} is {right}; write {right}',
  noProtocol: '"{written}" is no protocol of a packet filter, and the cloud refuses the rule: {what} is {right}; write {right}',
  mixed:
    '{group} has rules of its own and others beside it: Terraform removes at each apply what the other way has added; write all of them one way',
} as const;

export type Messages = typeof messages;
