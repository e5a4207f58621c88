// The REST API: plain fetches of this origin, errors as values of one class.

const MAX_PAGES = 40;

/** What the server refused, in the words of its problem+json. */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail || body.title || `The server answered ${status}.`);
    this.status = status;
    this.code = body.code || '';
    this.errors = Array.isArray(body.errors) ? body.errors : [];
    this.verdicts = Array.isArray(body.verdicts) ? body.verdicts : [];
  }
}

/** Asks for `path` below /api/v1; answers the body, or null where there is none. Throws Problem. */
export async function call(method, path, body, headers = {}) {
  const init = { method, headers: { Accept: 'application/json, application/problem+json', ...headers } };
  if (body !== undefined) {
    init.headers['Content-Type'] = 'application/json';
    init.body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(`/api/v1${path}`, init);
  } catch {
    throw new Problem(0, { detail: 'The coordinator does not answer.' });
  }
  const text = await response.text();
  const value = text ? parse(text) : null;
  if (!response.ok) throw new Problem(response.status, value || {});
  return value;
}

export const get = path => call('GET', path);

/** All items of a list, page by page, at most MAX_PAGES of them. */
export async function list(path) {
  const items = [];
  let next = null;
  for (let page = 0; page < MAX_PAGES; page++) {
    const mark = path.includes('?') ? '&' : '?';
    const answer = await get(next ? `${path}${mark}page=${encodeURIComponent(next)}` : path);
    items.push(...answer.items);
    next = answer.nextPage;
    if (!next) break;
  }
  return items;
}

/** The values of a meter of the replica that serves this page, by statistic; null where it has none of it yet. */
export async function metric(name) {
  try {
    const response = await fetch(`/actuator/metrics/${name}`, { headers: { Accept: 'application/json' } });
    if (!response.ok) return null;
    return Object.fromEntries((await response.json()).measurements.map(m => [m.statistic, m.value]));
  } catch {
    return null;
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
