package dev.heddle.sim.control;

import dev.heddle.sim.fleet.Fleet;
import dev.heddle.sim.plant.TargetException;
import dev.heddle.sim.world.ConflictException;
import dev.heddle.sim.world.World;
import java.io.IOException;
import java.util.List;

/** Which request does what. */
final class Routes {

    private final FaultCalls faults;
    private final ProcessCalls processes;
    private final StateCalls state;

    Routes(World world, Fleet fleet) {
        faults = new FaultCalls(world);
        processes = new ProcessCalls(world, fleet);
        state = new StateCalls(world, fleet);
    }

    Answer answer(Call call) throws IOException {
        List<String> path = call.path();
        if (path.size() < 2 || path.size() > 3 || !path.getFirst().equals("v1")) {
            return unknown(call);
        }
        String item = path.size() == 3 ? path.get(2) : "";
        try {
            return switch (call.method() + " " + path.get(1) + (item.isEmpty() ? "" : "/")) {
                case "GET health" -> state.health();
                case "GET state" -> state.state(call.parameter("rack"));
                case "GET fault-kinds" -> faults.kinds();
                case "GET faults" -> faults.list();
                case "POST faults" -> faults.inject(call.read(FaultCalls.Request.class));
                case "DELETE faults" -> faults.healAll();
                case "DELETE faults/" -> faults.heal(item);
                case "GET processes" -> processes.list();
                case "POST processes" -> processes.start(call.read(ProcessCalls.Request.class));
                case "DELETE processes/" -> processes.stop(item);
                default -> unknown(call);
            };
        } catch (TargetException e) {
            return Answer.refusal(400, String.valueOf(e.getMessage()));
        } catch (ConflictException e) {
            return Answer.refusal(409, String.valueOf(e.getMessage()));
        }
    }

    private static Answer unknown(Call call) {
        return Answer.refusal(
                404,
                "there is no " + call.method() + " " + call.uri().getPath()
                        + "; there are /v1/health, /v1/state, /v1/faults, /v1/fault-kinds and /v1/processes");
    }
}
