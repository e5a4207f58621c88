// The table twin of the fleet's map.

import { html } from './lit.js';
import { badge, n, rackLink, words, domainLink } from './format.js';

export const PAGE = 100;

/** A page of racks; `turn(page)` is asked for another. */
export function rackTable(racks, page, turn) {
  const pages = Math.max(1, Math.ceil(racks.length / PAGE));
  const here = Math.min(page, pages - 1);
  return html`
    <div class="scroll" tabindex="0" role="group" aria-label="Racks as a table">
      <table>
        <thead><tr><th scope="col">Rack</th><th scope="col">Health</th><th scope="col">NVLink domain</th>
          <th scope="col" class="num">Nodes</th><th scope="col" class="num">GPUs free</th>
          <th scope="col" class="num">Granted</th><th scope="col" class="num">GPUs</th>
          <th scope="col" class="num">Links not active</th><th scope="col">ComputeDomains</th></tr></thead>
        <tbody>${racks.slice(here * PAGE, (here + 1) * PAGE).map(row)}</tbody>
      </table>
    </div>
    ${pages > 1
      ? html`<div class="pager"><button type="button" ?disabled=${here === 0} @click=${() => turn(here - 1)}>Previous</button>
          <span>Page ${here + 1} of ${pages}</span>
          <button type="button" ?disabled=${here === pages - 1} @click=${() => turn(here + 1)}>Next</button></div>`
      : ''}`;
}

function row(rack) {
  const links = rack.links ?? {};
  return html`
    <tr><th scope="row">${rackLink(rack.name)}</th><td>${badge(rack.health)}</td><td>${words(rack.state ?? '–')}</td>
      <td class="num">${n(rack.nodesConnected)}/${n(rack.nodes)}</td><td class="num">${n(rack.gpusGrantable)}</td>
      <td class="num">${n(rack.gpusGranted)}</td><td class="num">${n(rack.gpus)}</td>
      <td class="num">${n((links.total ?? 0) - (links.active ?? 0))}</td>
      <td>${(rack.computeDomains ?? []).map((name, i) => html`${i ? ', ' : ''}${domainLink(name)}`)}</td></tr>`;
}
