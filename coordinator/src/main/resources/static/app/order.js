// The order people count in: rack-2 before rack-10.

const collator = new Intl.Collator('en', { numeric: true });

/** These names in order; the array itself where it is in order already. */
export function inOrder(names) {
  const sorted = names.every((name, i) => i === 0 || collator.compare(names[i - 1], name) <= 0);
  return sorted ? names : names.sort(collator.compare);
}

/** Names in order, and more of them, as one list in order. */
export function merged(ordered, more) {
  const fresh = inOrder([...more]);
  const all = [];
  let i = 0;
  for (const name of fresh) {
    while (i < ordered.length && collator.compare(ordered[i], name) <= 0) all.push(ordered[i++]);
    all.push(name);
  }
  return all.concat(ordered.slice(i));
}
