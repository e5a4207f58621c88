package dev.heddle.coordinator.api;

import dev.heddle.coordinator.api.dto.PlacementDto;
import dev.heddle.coordinator.api.dto.PlacementRequestDto;
import dev.heddle.coordinator.api.view.PlacementViews;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What would fit, and why not elsewhere. */
@RestController
@RequestMapping(path = "/api/v1", produces = "application/json")
@Tag(name = "placements")
class PlacementController {

    private final Placements placements;

    PlacementController(Placements placements) {
        this.placements = placements;
    }

    @Operation(summary = "Where a gang would go now, and of every clique why or why not; takes nothing")
    @PostMapping(path = "/placements:explain", consumes = "application/json")
    PlacementDto explain(@RequestBody PlacementRequestDto body, Reading reading) {
        return PlacementViews.placement(placements.explain(reading.index().image(), Checks.gang(body)));
    }
}
