package dev.heddle.coordinator.api;

import dev.heddle.coordinator.api.view.FabricIndex;

/**
 * What a request reads.
 *
 * @param index the image it answers from
 * @param offset row of a list that its page begins with
 * @param limit rows of its page
 * @param list names the list with its filters: a page's token is good for that one only
 */
record Reading(FabricIndex index, int offset, int limit, String list) {}
