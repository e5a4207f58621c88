// Why each clique takes a request or does not: one table, for What fits and for a Pending ComputeDomain.

import { html } from './lit.js';
import { badge, clique, n, rackLink } from './format.js';

const RANK = ['Chosen', 'Fits'];
const MAX_ROWS = 200;

export function verdictTable(verdicts) {
  const rank = verdict => (RANK.includes(verdict.code) ? RANK.indexOf(verdict.code) : RANK.length);
  const rows = [...verdicts].sort((a, b) => rank(a) - rank(b) || b.fittingNodes - a.fittingNodes);
  return html`
    <div class="scroll" tabindex="0" role="group" aria-label="Verdict for each clique"><table>
      <thead><tr><th scope="col">Rack</th><th scope="col">Clique</th><th scope="col">Verdict</th>
        <th scope="col" class="num">Nodes that fit</th><th scope="col" class="num">GPUs grantable</th><th scope="col">Why</th></tr></thead>
      <tbody>${rows.slice(0, MAX_ROWS).map(v => html`
        <tr><th scope="row">${rackLink(v.rack)}</th><td>${clique(v.clique)}</td><td>${badge(v.code)}</td>
          <td class="num">${n(v.fittingNodes)}</td><td class="num">${n(v.grantableGpus)}</td><td class="wrap">${v.message}</td></tr>`)}</tbody>
    </table></div>
    ${rows.length > MAX_ROWS ? html`<p class="dim">The first ${n(MAX_ROWS)} of ${n(rows.length)} cliques.</p>` : ''}`;
}
